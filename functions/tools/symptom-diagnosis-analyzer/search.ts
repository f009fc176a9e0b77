/** Full-text search over the faults (BM25 by MiniSearch): what the phrase match misses, such as words of explanations. */
import MiniSearch from 'minisearch';
import type { KnownFault } from '../knowledge/index.ts';
import type { Terms } from './phrases.ts';
import { read } from './words.ts';

const stemmed = (text: string): string[] =>
  read(text)
    .sentences.flat()
    .map(({ stem }) => stem);

const boost = { symptoms: 2, name: 3, explanation: 1, causes: 0.7, parts: 1 };

/** A long story is searched by its surest words: more would cost time and find nothing else. */
const MOST_TERMS = 100;

const telling = (terms: Terms): string[] =>
  terms.size <= MOST_TERMS
    ? [...terms.keys()]
    : [...terms]
        .sort((a, b) => b[1] - a[1])
        .slice(0, MOST_TERMS)
        .map(([stem]) => stem);

/** @returns for stems with weights, the score of each fault relative to the best one, 0 to 1 */
export const faultSearch = (faults: readonly KnownFault[]): ((terms: Terms) => Float64Array) => {
  const index = new MiniSearch<{ id: number }>({
    fields: Object.keys(boost),
    tokenize: stemmed,
    processTerm: (term) => term,
  });
  index.addAll(
    faults.map(({ fault }, id) => ({
      id,
      symptoms: fault.symptoms.join('\n'),
      name: fault.name,
      explanation: fault.explanation,
      causes: fault.causes.join('\n'),
      parts: fault.parts.map(({ name }) => name).join('\n'),
    })),
  );
  return (terms) => {
    const scores = new Float64Array(faults.length);
    const found = index.search(telling(terms).join(' '), {
      tokenize: (query) => query.split(' ').filter((term) => term !== ''),
      boostTerm: (term) => terms.get(term) ?? 1,
      boost,
    });
    const best = found[0]?.score ?? 1;
    for (const { id, score } of found) scores[id as number] = score / best;
    return scores;
  };
};
