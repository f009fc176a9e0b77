/**
 * SPEC N15: the ledger of erasures as files, one each, outside the tables and their backups.
 *
 * They are named by when the erasure began, and not by when it was asked for: one that waited for a hold for weeks would
 * otherwise stand behind what a copy of the tables has long been held against.
 */
import * as z from 'zod';
import { Corrupted } from '../../schemas/errors.ts';
import { ErasureScope, RequestId } from '../../schemas/privacy.ts';
import { Instant, UserId } from '../../schemas/values.ts';
import type { BlobStore } from '../shared/uploads/ports.ts';
import type { ErasureLedger, StandingEntry } from './ports.ts';

/** Where every entry lies. */
export const ERASURES = 'erasures/';

const Entry = z.object({ subject: UserId, requestId: RequestId, scope: ErasureScope, at: Instant, entered: Instant });

type LedgerParts = {
  blobs: Pick<BlobStore, 'list' | 'read' | 'write'>;
  /** The current instant, ISO 8601. */
  now: () => string;
};

const dayOf = (at: string): string => at.slice(0, 10);
const placeOf = (at: string): string => `${ERASURES}${dayOf(at)}/${at.replaceAll(':', '')}`;
const keyOf = ({ entered, requestId }: StandingEntry): string => `${placeOf(entered)}_${requestId}.json`;

/** The prefixes of all days from one to another, or the prefix of them all. */
const prefixes = function* (from: string | undefined, to: string): Generator<string> {
  if (from === undefined) {
    yield ERASURES;
    return;
  }
  // another machine's clock may be a little ahead
  const last = dayOf(new Date(Date.parse(to) + 86_400_000).toISOString());
  for (let day = dayOf(from); day <= last; day = dayOf(new Date(Date.parse(day) + 86_400_000).toISOString()))
    yield `${ERASURES}${day}/`;
};

const entryIn = (bytes: Uint8Array): StandingEntry => {
  try {
    return Entry.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    throw new Corrupted({ part: 'ledger' }, { cause });
  }
};

/** `since` throws `Corrupted` for an entry that cannot be read: passing it over could bring somebody's data back. */
export const createLedger = ({ blobs, now }: LedgerParts): ErasureLedger => {
  const read = async (key: string): Promise<StandingEntry | undefined> => {
    const file = await blobs.read(key);
    return file && entryIn(file.bytes);
  };

  return {
    enter: async ({ subject, requestId, scope, at }) => {
      const entry = { subject, requestId, scope, at, entered: now() };
      await blobs.write(keyOf(entry), Buffer.from(`${JSON.stringify(entry)}\n`), 'application/json');
    },
    since: async function* (at) {
      for (const prefix of prefixes(at, now()))
        for await (const { key } of blobs.list(prefix)) {
          const entry = at === undefined || key >= placeOf(at) ? await read(key) : undefined;
          if (entry) yield entry;
        }
    },
  };
};
