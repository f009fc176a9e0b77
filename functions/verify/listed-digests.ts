/** The digests one after the other, with a name alone for one whose file cannot be read. */
import { Corrupted } from '../../schemas/errors.ts';
import type { Digest, DigestStore } from '../shared/digests/ports.ts';

export type Listed = { name: string; digest?: Digest };

const HOUR_MS = 3_600_000;

/** The name that the next digest can have at the earliest. Throws `Corrupted` for a name of no hour. */
const nameAfter = (name: string): string => {
  const hour = Date.parse(`${name}:00:00.000Z`);
  if (Number.isNaN(hour)) throw new Corrupted({ part: 'digest', digest: name });
  return new Date(hour + HOUR_MS).toISOString().slice(0, 'YYYY-MM-DDTHH'.length);
};

const unreadable = (error: unknown): string => {
  const name = error instanceof Corrupted ? error.facts['digest'] : undefined;
  if (typeof name !== 'string') throw error;
  return name;
};

/** Oldest first. @param after name of the last one that was looked at. Throws `StorageUnavailable`. */
export async function* listedAfter(digests: Pick<DigestStore, 'list'>, after?: string): AsyncGenerator<Listed> {
  let last = after;
  for (let isOver = false; !isOver;)
    try {
      for await (const digest of digests.list(last === undefined ? {} : { from: nameAfter(last) })) {
        last = digest.name;
        yield { name: digest.name, digest };
      }
      isOver = true;
    } catch (error) {
      last = unreadable(error);
      yield { name: last };
    }
}
