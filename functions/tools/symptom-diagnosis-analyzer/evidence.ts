/** The driver's own words that speak for a fault and its system, and how much they tell. */
import { kinOf } from './kin.ts';
import { information, type Ranked, type Ranking } from './rank.ts';
import { stemOf } from './stem.ts';
import { NOT } from './systems/tokens.ts';

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
/** What a cue's strength is worth in these terms: the strongest names its system as surely as one word can. */
const A_STEP_TELLS = 0.35;

/** Words of any complaint: "it makes a noise" says that something is wrong and nothing about what. */
const A_VAGUE_WORD_TELLS = 0.5;
const vague: ReadonlySet<string> = new Set(
  `noise sound loud smell light on off out up problem wrong bad broken stuck fine work working drive driving talk start
  warning new side front rear`
    .split(/\s+/)
    .map(stemOf),
);

/** Words that are a complaint all by themselves; any other word needs a second one beside it. */
const complaints: ReadonlySet<string> = new Set(
  ['overheat', 'misfire', 'stall', 'nostart', 'nocrank', 'hardstart', 'backfire', 'puncture'].map(stemOf),
);

const tells = (stem: string): number =>
  complaints.has(stem) ? A_COMPLAINT_TELLS : Math.min(ONE_WORD_TELLS, information(stem));

type Told = { readonly text: string; readonly weight: number };

const fromSymptoms = (about: Ranked, { heard }: Ranking): Map<string, Told> => {
  const knows = (stem: string) => about.vocabulary.has(stem);
  return new Map(
    [...heard].flatMap(([stem, text]): [string, Told][] => {
      if (knows(stem)) return [[stem, { text, weight: tells(stem) }]];
      const kin = kinOf.get(stem)?.find(knows);
      return kin === undefined ? [] : [[stem, { text, weight: A_KIN_TELLS * tells(kin) }]];
    }),
  );
};

const fromCues = (about: Ranked, { clues }: Ranking): Map<string, Told> =>
  new Map(
    clues.hits
      .filter(({ cue }) => cue.system === about.system.system)
      .toSorted((a, b) => a.cue.strength - b.cue.strength)
      .flatMap(({ cue, at }) => at.map((place) => ({ cue, word: clues.tokens[place]! })))
      .filter(({ word }) => word.stem !== NOT)
      .map(({ cue, word }) => [word.stem, { text: word.text, weight: A_STEP_TELLS * Math.min(5, cue.strength) }]),
  );

/** @param about a fault of this ranking */
export const evidenceFor = (about: Ranked, ranking: Ranking): Evidence => {
  const told = fromSymptoms(about, ranking);
  for (const [stem, cue] of fromCues(about, ranking)) {
    const symptom = told.get(stem);
    if (!symptom || symptom.weight < cue.weight) told.set(stem, cue);
  }
  const byWeight = [...told.values()].toSorted((a, b) => b.weight - a.weight);
  const worth = ([stem, { weight }]: [string, Told]): number =>
    vague.has(stem) ? Math.min(A_VAGUE_WORD_TELLS, weight) : weight;
  return {
    words: [...new Set([...about.codes, ...byWeight.map(({ text }) => text)])],
    weight: [...told].reduce((sum, one) => sum + worth(one), 0),
  };
};
