/** Every name of every thing, found by its words: misspelt ones too. MiniSearch keeps it. */
import MiniSearch from 'minisearch';

/** Shorter words are too often one slip away from another one. */
const SHORTEST_MENDED = 5;

/** "braek" is one swap away from "brake", which counts as two slips elsewhere. */
const swapped = (word: string): string[] =>
  Array.from(
    { length: word.length - 1 },
    (_, at) => word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2),
  );

export type NameIndex = {
  /** The names that hold any of the words, by their place. */
  readonly holding: (stems: Iterable<string>) => number[];
  /** The word that was meant; the word itself where it is known, or nothing is near it. */
  readonly meantBy: (stem: string) => string;
};

/** @param names the stems of each name */
export const nameIndex = (names: readonly (readonly string[])[]): NameIndex => {
  const vocabulary = new Set(names.flat());
  const index = new MiniSearch<{ id: number; words: string }>({
    fields: ['words'],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
  });
  index.addAll(names.map((stems, id) => ({ id, words: stems.join(' ') })));

  const oneSlipFrom = (stem: string): string | undefined =>
    // the first letter is nearly always right
    index.search(stem, { fuzzy: 1 })[0]?.terms.find((term) => term[0] === stem[0]);
  return {
    holding: (stems) => index.search([...stems].join(' ')).map(({ id }) => id as number),
    meantBy: (stem) =>
      vocabulary.has(stem) || stem.length < SHORTEST_MENDED || /\d/.test(stem)
        ? stem
        : (swapped(stem).find((word) => vocabulary.has(word)) ?? oneSlipFrom(stem) ?? stem),
  };
};
