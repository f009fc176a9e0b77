import { isDeepStrictEqual } from 'node:util';

/** Which commit a row was last written by says nothing about what it shows: commits that change nothing are left out. */
const IGNORED = new Set(['through']);

/** Names of the fields in which two rows differ, in order. */
export const fieldsThatDiffer = (a: object, b: object): string[] => {
  const [one, other] = [new Map<string, unknown>(Object.entries(a)), new Map<string, unknown>(Object.entries(b))];
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((field) => !IGNORED.has(field) && !isDeepStrictEqual(one.get(field), other.get(field)))
    .toSorted();
};
