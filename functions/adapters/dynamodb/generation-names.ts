/**
 * How rows of several generations of a view (SPEC N8) stand beside each other in one table: sort keys and partitions of
 * indexes end in `#00002`, so that no query of one generation meets rows of another. The first generation ends in nothing,
 * as rows always did. Of ids none has a `#` in it.
 *
 * The number comes last, so that all of a person's rows, and all generations of one row, stay one query of the table.
 */
import { FIRST_GENERATION } from '../../../events/projections/generations.ts';

/** Behind it stands the generation. */
export const MARK = '#';

/** One length, so that no number is the beginning of another: enough for a rebuild a day for 270 years. */
const DIGITS = 5;

const markOf = (generation: number): string => `${MARK}${String(generation).padStart(DIGITS, '0')}`;

/** A sort key, or the name of an index's partition, in a generation. */
export const inGeneration = (name: string, generation: number): string =>
  generation === FIRST_GENERATION ? name : `${name}${markOf(generation)}`;

/** Behind every generation of a sort key, and before every other key. */
export const behindAll = (name: string): string => `${name}${MARK}~`;

/** A sort key without its generation, and which one that is. */
export const partsOf = (sortKey: string): { name: string; generation: number } => {
  const [name = '', generation] = sortKey.split(MARK);
  return { name, generation: generation === undefined ? FIRST_GENERATION : Number(generation) };
};

/** For the filter of a scan: the sort keys of one generation. */
export const isOfGeneration = (generation: number) => ({
  condition: generation === FIRST_GENERATION ? 'NOT contains(sk, :mark)' : 'contains(sk, :mark)',
  value: { S: generation === FIRST_GENERATION ? MARK : markOf(generation) },
});
