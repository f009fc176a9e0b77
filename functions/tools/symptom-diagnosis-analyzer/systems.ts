/** Which systems a text speaks of, by the words that name them ("brake", "caliper"). */
import type { SystemKnowledge } from '../../../schemas/knowledge.ts';
import { read } from './words.ts';

/** A word that many systems share says little about any of them. */
type Names = ReadonlyMap<string, readonly { system: number; weight: number }[]>;

/** The stems that name a system; a name of several words that are no compound is left to the phrase match. */
const namesOf = ({ words }: SystemKnowledge): Set<string> =>
  new Set(
    words.flatMap((name) => {
      const stems = read(name).sentences.flat();
      return stems.length === 1 ? [stems[0]!.stem] : [];
    }),
  );

export const systemNames = (systems: readonly SystemKnowledge[]): Names => {
  const names = systems.map(namesOf);
  const all = new Set(names.flatMap((of) => [...of]));
  return new Map(
    [...all].map((stem) => {
      const holders = names.flatMap((of, system) => (of.has(stem) ? [system] : []));
      return [stem, holders.map((system) => ({ system, weight: 1 / holders.length }))];
    }),
  );
};

/**
 * How much a text names each system, 0 to nearly 1: many mentions count more than one, but never without bound.
 * @param counts stem → how often (or how surely) it was said
 */
export const namedSystems = (names: Names, systems: number, counts: ReadonlyMap<string, number>): Float64Array => {
  const sums = new Float64Array(systems);
  for (const [stem, count] of counts)
    for (const { system, weight } of names.get(stem) ?? []) sums[system]! += weight * Math.sqrt(count);
  return sums.map((sum) => sum / (sum + 1.5));
};
