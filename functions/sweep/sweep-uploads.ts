/**
 * SPEC B4: takes away files that no session has. Each is looked at twice, half an hour apart: the first look marks, the
 * second removes. It reads the notes that are due (`functions/shared/uploads/tickets.ts`), so its cost follows how many
 * addresses were given lately, not how many files there are. What it took, and what it could not, is a fact.
 */
import { isAttached, readable, session, sessionStream } from '../../events/session/index.ts';
import { recordUploads, sweeps, sweepsStream, type SweptUploads } from '../../events/sweeps/index.ts';
import { NotFound, SessionExpired, StreamErased } from '../../schemas/errors.ts';
import type { OutputOf } from '../../workflows/contract.ts';
import type { sweepContract } from '../../workflows/sweep/contract.ts';
import { uploadKey } from '../shared/uploads/keys.ts';
import type { BlobStore } from '../shared/uploads/ports.ts';
import type { DueTicket, Ticket, UploadNotes } from '../shared/uploads/tickets.ts';
import { countFailure, nameOfFailure } from './count-failure.ts';
import type { RetentionParts } from './ports.ts';

/** Between the two looks. */
const AGAIN_MINUTES = 30;
/** Where a legal hold keeps a file from going, it is asked for once a day. */
const HELD_MINUTES = 1_440;

export type UploadParts = Pick<RetentionParts, 'store' | 'isHeld' | 'now'> & {
  notes: UploadNotes;
  blobs: Pick<BlobStore, 'list' | 'remove'>;
};

export type Swept = OutputOf<typeof sweepContract, 'SweepUploads'>;
type Look = Exclude<keyof Swept, 'due' | 'failed'>;

/** Whether a living session has the file. */
const isOwned = async ({ store, now }: UploadParts, { userId, sessionId, uploadId }: Ticket): Promise<boolean> => {
  try {
    const { state } = await store.load(session, sessionStream(userId, sessionId), { consistent: true });
    return isAttached(readable(userId, state, now()), uploadId);
  } catch (error) {
    if (error instanceof NotFound || error instanceof SessionExpired || error instanceof StreamErased) return false;
    throw error;
  }
};

const remove = async ({ blobs, notes }: UploadParts, { userId, sessionId, uploadId }: Ticket): Promise<Look> => {
  const key = uploadKey(userId, sessionId, uploadId);
  const found = (await Array.fromAsync(blobs.list(key))).some((file) => file.key === key);
  if (found) await blobs.remove([key]);
  await notes.settle({ userId, sessionId, uploadId });
  return found ? 'removed' : 'settled';
};

const lookAt = async (parts: UploadParts, { marked, ...ticket }: DueTicket): Promise<Look> => {
  const inMinutes = (minutes: number) => new Date(Date.parse(parts.now()) + minutes * 60_000).toISOString();
  if (await isOwned(parts, ticket)) {
    await parts.notes.settle(ticket);
    return 'settled';
  }
  if (await parts.isHeld(ticket.userId, ticket.sessionId)) {
    await parts.notes.mark(ticket, inMinutes(HELD_MINUTES));
    return 'held';
  }
  if (marked) return remove(parts, ticket);
  await parts.notes.mark(ticket, inMinutes(AGAIN_MINUTES));
  return 'marked';
};

/** Uploads that one commit tells of: 40 bytes each, and more for a failure. */
const IN_ONE_FACT = 500;

/** One commit, unless a run took very much. Throws `StorageUnavailable`: what nobody could record, somebody must hear of. */
const record = async ({ store }: UploadParts, { removed, failed }: SweptUploads, at: string): Promise<void> => {
  for (let first = 0; first < Math.max(removed.length, failed.length); first += IN_ONE_FACT) {
    const part = {
      removed: removed.slice(first, first + IN_ONE_FACT),
      failed: failed.slice(first, first + IN_ONE_FACT),
    };
    const name = `sweep-uploads/${at}`;
    const context = {
      commandId: `${name}/${first}`,
      actor: { kind: 'system' as const, id: 'sweep' },
      correlation: name,
    };
    await store.execute(sweeps, sweepsStream(at), context, recordUploads(part));
  }
};

/** One file that fails stops no other; the next run tries it again. Throws `StorageUnavailable` where nothing can be recorded. */
export const sweepUploads =
  (parts: UploadParts) =>
  async ({ lookBackDays }: { lookBackDays: number }): Promise<Swept> => {
    const at = parts.now();
    const done: Swept = { due: 0, settled: 0, marked: 0, removed: 0, held: 0, failed: {} };
    const taken: SweptUploads = { removed: [], failed: [] };
    for await (const ticket of parts.notes.due({ at, lookBackDays })) {
      done.due += 1;
      try {
        const look = await lookAt(parts, ticket);
        done[look] += 1;
        if (look === 'removed') taken.removed.push(ticket.uploadId);
      } catch (error) {
        countFailure(done.failed, error);
        taken.failed.push({ uploadId: ticket.uploadId, error: nameOfFailure(error) });
      }
    }
    await record(parts, taken, at);
    return done;
  };
