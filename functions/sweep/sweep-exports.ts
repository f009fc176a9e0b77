/**
 * Takes away exports whose week is over. A legal hold keeps none: an export is a copy, and what it was made of is held
 * where it rests (SPEC N3).
 */
import type { EventStore } from '../../events/core/event-store.ts';
import { eraseExport, privacy, privacyStream } from '../../events/privacy/index.ts';
import type { RequestIndex } from '../../events/projections/ports.ts';
import type { DueRequest } from '../../events/projections/requests.ts';
import type { OutputOf } from '../../workflows/contract.ts';
import type { sweepContract } from '../../workflows/sweep/contract.ts';
import { exportOf } from '../shared/exports/keys.ts';
import type { BlobStore } from '../shared/uploads/ports.ts';
import { countFailure } from './count-failure.ts';

export type ExportParts = {
  requests: Pick<RequestIndex, 'due'>;
  blobs: Pick<BlobStore, 'list' | 'remove'>;
  store: Pick<EventStore, 'execute'>;
  now: () => string;
};

type Swept = OutputOf<typeof sweepContract, 'SweepExports'>;

const ACTOR = { kind: 'system' as const, id: 'retention' };

/** The files go first: what is said to be gone is gone. Answers with how many there were. */
const eraseOne = async ({ blobs, store }: ExportParts, { userId, requestId }: DueRequest): Promise<number> => {
  const files = await Array.fromAsync(blobs.list(exportOf(userId, requestId)), ({ key }) => key);
  if (files.length > 0) await blobs.remove(files);
  const context = { commandId: `erase-export/${requestId}`, actor: ACTOR, correlation: requestId };
  await store.execute(privacy, privacyStream(userId, requestId), context, eraseExport);
  return files.length;
};

/** One export that fails stops no other; the next run tries it again. */
export const sweepExports = (parts: ExportParts) => async (): Promise<Swept> => {
  const done: Swept = { due: 0, erased: 0, files: 0, failed: {} };
  for await (const request of parts.requests.due('exports', parts.now())) {
    done.due += 1;
    try {
      done.files += await eraseOne(parts, request);
      done.erased += 1;
    } catch (error) {
      countFailure(done.failed, error);
    }
  }
  return done;
};
