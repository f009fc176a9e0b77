/** The driver's own words that speak for a fault, and how much they tell. */
import { kinOf } from './kin.ts';
import { information, type Ranked, type Ranking } from './rank.ts';
import { stemOf } from './stem.ts';

export type Evidence = {
  /** The driver's words, most telling first. */
  readonly words: readonly string[];
  /** How much they tell together: "engine" alone is about 1.5, "brakes squealing" about 4. */
  readonly weight: number;
};

const A_KIN_TELLS = 0.7;
/** One rare word is no evidence yet: "life" and "story" stand in one symptom each and have nothing to do with cars. */
const ONE_WORD_TELLS = 2;
const A_COMPLAINT_TELLS = 3;

/** Words that are a complaint all by themselves; any other word needs a second one beside it. */
const complaints: ReadonlySet<string> = new Set(
  ['overheat', 'misfire', 'stall', 'nostart', 'nocrank', 'hardstart', 'backfire', 'puncture'].map(stemOf),
);

const tells = (stem: string): number =>
  complaints.has(stem) ? A_COMPLAINT_TELLS : Math.min(ONE_WORD_TELLS, information(stem));

/** @param about a fault of this ranking */
export const evidenceFor = (about: Ranked, { heard }: Ranking): Evidence => {
  const knows = (stem: string) => about.vocabulary.has(stem);
  const told = [...heard].flatMap(([stem, text]) => {
    if (knows(stem)) return [{ text, weight: tells(stem) }];
    const kin = kinOf.get(stem)?.find(knows);
    return kin === undefined ? [] : [{ text, weight: A_KIN_TELLS * tells(kin) }];
  });
  told.sort((a, b) => b.weight - a.weight);
  return {
    words: [...new Set([...about.codes, ...told.map(({ text }) => text)])],
    weight: told.reduce((sum, { weight }) => sum + weight, 0),
  };
};
