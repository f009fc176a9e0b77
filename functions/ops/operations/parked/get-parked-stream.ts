/** SPEC N9, for ops: one parked stream, and the headers of what waits in it. */
import * as z from 'zod';
import type { Commit } from '../../../../events/core/commit.ts';
import { Corrupted, NotFound } from '../../../../schemas/errors.ts';
import { toLedgerCommit } from '../../../api/ledger-commit.ts';
import { Consumer, type Parked } from '../../../shared/parked/ports.ts';
import { parse } from '../../../runtime/parse.ts';
import type { OpsParts } from '../../ports.ts';

/** Of people, streams and ids: what was ever appended has no other letters. */
const Name = z.string().regex(/^[\w/.-]{1,200}$/);

export const Which = z.object({ consumer: Consumer, subject: Name, stream: Name });

/** As many headers as are shown. */
const SHOWN = 100;

/** Throws `NotFound` for a stream that flows. */
export const parkedNow = async (
  { parked }: Pick<OpsParts, 'parked'>,
  { consumer, subject, stream }: z.infer<typeof Which>,
): Promise<Parked> => {
  const found = await parked.get(consumer, { subject, stream });
  if (found) return found;
  throw new NotFound('stream', {}, 'This stream is not parked. listParkedStreams shows those that are.');
};

/** What is damaged has no header to show: it may be the very reason why the stream is parked. */
const unlessDamaged = async (reading: Promise<Commit | undefined>): Promise<Commit[]> => {
  try {
    const commit = await reading;
    return commit ? [commit] : [];
  } catch (error) {
    if (error instanceof Corrupted) return [];
    throw error;
  }
};

/** Throws `NotFound`, `InvalidInput`. */
export const getParkedStream = (parts: Pick<OpsParts, 'parked' | 'log'>) => async (args: unknown) => {
  const parked = await parkedNow(parts, parse(Which, args));
  const count = Math.min(SHOWN, parked.through - parked.from + 1);
  const numbers = Array.from({ length: count }, (_, index) => parked.from + index);
  const commits = await Promise.all(numbers.map((number) => unlessDamaged(parts.log.get(parked, number))));
  return { parked, waiting: commits.flat().map(toLedgerCommit) };
};
