/**
 * How well a text matches a phrase of the knowledge base ("brake pedal pulses under my foot").
 *
 * A rare word says more than a common one (IDF), and a phrase counts by how much of it is there. Texts are compared
 * sentence by sentence, because the words of a long story meet any phrase by chance.
 */

/** Weighted stems of one sentence: 1 for the driver's own word, less for a synonym or a mended misspelling. */
export type Terms = ReadonlyMap<string, number>;

type Phrase = { readonly owner: number; readonly weight: number };

export type PhraseIndex = {
  /** Inverse document frequency of a stem over the owners; undefined for an unknown one. */
  readonly idf: (stem: string) => number | undefined;
  readonly vocabulary: ReadonlySet<string>;
  /** The stems of an owner's phrases. */
  readonly vocabularyOf: (owner: number) => ReadonlySet<string>;
  /** For each owner, the score of its best phrases over the sentences. */
  readonly match: (sentences: readonly Terms[]) => Float64Array;
};

/** How much a second well-matching phrase adds to the best one. */
const SECOND = 0.35;
/** Keeps a short phrase from being "all there" with one common word. */
const SMOOTH = 3;

/** @param owners the phrases of each owner (a fault, a repair), as the stems of each */
export const phraseIndex = (owners: readonly (readonly (readonly string[])[])[]): PhraseIndex => {
  const count = owners.length;
  const vocabularies = owners.map((phrases) => new Set(phrases.flat()));
  const spread = new Map<string, number>();
  for (const vocabulary of vocabularies) for (const stem of vocabulary) spread.set(stem, (spread.get(stem) ?? 0) + 1);
  const idfs = new Map(
    [...spread].map(([stem, owning]) => [stem, Math.log(1 + (count - owning + 0.5) / (owning + 0.5))]),
  );
  const idf = (stem: string): number | undefined => idfs.get(stem);

  const phrases: Phrase[] = [];
  const postings = new Map<string, number[]>();
  owners.forEach((ofOwner, owner) => {
    for (const stems of ofOwner) {
      const weight = stems.reduce((sum, stem) => sum + idfs.get(stem)!, 0);
      const id = phrases.push({ owner, weight }) - 1;
      for (const stem of stems) {
        const there = postings.get(stem);
        if (there) there.push(id);
        else postings.set(stem, [id]);
      }
    }
  });

  const match = (sentences: readonly Terms[]): Float64Array => {
    const best = new Float64Array(phrases.length);
    const found = new Float64Array(phrases.length);
    for (const terms of sentences) {
      const touched: number[] = [];
      for (const [stem, weight] of terms)
        for (const id of postings.get(stem) ?? []) {
          if (found[id] === 0) touched.push(id);
          found[id]! += weight * idfs.get(stem)!;
        }
      for (const id of touched) {
        // a phrase's synonyms may be there several times over: never more than the whole phrase
        const mass = Math.min(found[id]!, phrases[id]!.weight);
        best[id] = Math.max(best[id]!, (mass * mass) / (phrases[id]!.weight + SMOOTH));
        found[id] = 0;
      }
    }
    return perOwner(count, phrases, best);
  };
  return { idf, vocabulary: new Set(idfs.keys()), vocabularyOf: (owner) => vocabularies[owner]!, match };
};

const perOwner = (owners: number, phrases: readonly Phrase[], best: Float64Array): Float64Array => {
  const first = new Float64Array(owners);
  const second = new Float64Array(owners);
  phrases.forEach(({ owner }, id) => {
    const score = best[id]!;
    if (score > first[owner]!) {
      second[owner] = first[owner]!;
      first[owner] = score;
    } else if (score > second[owner]!) second[owner] = score;
  });
  return first.map((score, owner) => score + SECOND * second[owner]!);
};
