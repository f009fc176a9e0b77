/**
 * How much of a text a fault's whole entry speaks of: its symptoms, name, explanation, causes, parts and checks as one bag
 * of words (BM25 without its correction for length: the entries are about equally long). It finds what no single symptom
 * phrase says.
 */
import type { Entry } from './entries.ts';
import type { Terms } from './phrases.ts';

/** How often a word stands in the entry counts less and less: once is 0.45, three times 0.7, and never above 1. */
const SATURATION = 1.2;

const countsOf = ({ symptoms, name, explanation, causes, checks, parts }: Entry): Map<string, number> => {
  const counts = new Map<string, number>();
  const count = (texts: readonly (readonly string[])[], weight: number) => {
    for (const stems of texts) for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + weight);
  };
  count(symptoms, 1);
  count([name], 2);
  count([explanation], 1);
  count(causes, 0.7);
  count(checks, 0.5);
  count(parts, 1);
  return counts;
};

/** @returns for weighted stems, the score of each entry, in their order */
export const bagIndex = (entries: readonly Entry[]): ((terms: Terms) => Float64Array) => {
  const postings = new Map<string, { owner: number; weight: number }[]>();
  entries.forEach((entry, owner) => {
    for (const [stem, count] of countsOf(entry)) {
      const there = postings.get(stem) ?? [];
      there.push({ owner, weight: count / (count + SATURATION) });
      postings.set(stem, there);
    }
  });
  for (const there of postings.values()) {
    const idf = Math.log(1 + (entries.length - there.length + 0.5) / (there.length + 0.5));
    for (const entry of there) entry.weight *= idf;
  }
  return (terms) => {
    const scores = new Float64Array(entries.length);
    for (const [stem, said] of terms)
      for (const { owner, weight } of postings.get(stem) ?? []) scores[owner]! += said * weight;
    return scores;
  };
};
