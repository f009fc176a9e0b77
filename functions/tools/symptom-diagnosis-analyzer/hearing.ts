/** What the knowledge hears in the driver's words: known words as they are, misspelt ones mended, kin along with them. */
import { kinOf } from './kin.ts';
import type { Terms } from './phrases.ts';
import { menderOf } from './spelling.ts';
import type { Word } from './words.ts';

const MENDED = 0.7;
const KIN = 0.3;
/** A word said ten times in a rage is not ten times the evidence. */
const SAID_AT_MOST = 4;

export type Heard = {
  /** Weighted stems, sentence by sentence. */
  readonly sentences: readonly Terms[];
  /** The same over the whole text. */
  readonly terms: Terms;
  /** Each stem that was said → the driver's own words for it. */
  readonly heard: ReadonlyMap<string, string>;
  /** Share of the words that the knowledge knows, 0 to 1; 0 for no words. */
  readonly known: number;
};

/** @param vocabulary every stem that the knowledge uses */
export const hearing = (vocabulary: ReadonlySet<string>) => {
  const mend = menderOf(vocabulary);
  const meantBy = (stem: string): { stem: string; weight: number } | undefined => {
    if (vocabulary.has(stem) || kinOf.has(stem)) return { stem, weight: 1 };
    const mended = mend(stem);
    return mended === undefined ? undefined : { stem: mended, weight: MENDED };
  };

  return (sentences: readonly (readonly Word[])[]): Heard => {
    const heard = new Map<string, string>();
    let understood = 0;
    const termsOf = (words: readonly Word[]): Terms => {
      const terms = new Map<string, number>();
      const add = (stem: string, weight: number) => terms.set(stem, Math.max(terms.get(stem) ?? 0, weight));
      for (const { stem, text } of words) {
        const meant = meantBy(stem);
        if (!meant) continue;
        understood += 1;
        add(meant.stem, meant.weight);
        if (!heard.has(meant.stem)) heard.set(meant.stem, text);
        for (const kin of kinOf.get(meant.stem) ?? []) add(kin, meant.weight * KIN);
      }
      return terms;
    };
    const perSentence = sentences.map(termsOf);
    const words = sentences.reduce((sum, { length }) => sum + length, 0);
    return { sentences: perSentence, terms: sumOf(perSentence), heard, known: words === 0 ? 0 : understood / words };
  };
};

const sumOf = (sentences: readonly Terms[]): Terms => {
  const sum = new Map<string, number>();
  for (const terms of sentences)
    for (const [stem, weight] of terms) sum.set(stem, Math.min(SAID_AT_MOST, (sum.get(stem) ?? 0) + weight));
  return sum;
};
