/** Complete: the receipt of an erasure, signed, on record and filed. */
import { completeErasure, isOpen, received, stepDone, type OpenRequest } from '../../events/privacy/index.ts';
import { ErasureIncomplete } from '../../schemas/errors.ts';
import type { InputOf } from '../../workflows/contract.ts';
import type { eraseBooksContract, Left } from '../../workflows/erase-data/contract.ts';
import { inTurn, onRequest, requestNow, type DecideOnRequest, type Which } from './on-request.ts';
import type { PrivacyParts } from './ports.ts';
import { daysAfter, fileReceipt, signed } from './sign.ts';
import { tallies, totalOf } from './tallies.ts';

/**
 * For how long a backup can bring back what was erased: the events table is recoverable for 35 days, the keys table for
 * 7 (`recoveryDays` in infra/aws/data-stack.ts); views, counters, files and mails have no backups.
 */
export const BACKUP_DAYS = 35;

/** Throws `ErasureIncomplete`. */
const requireReasons = (left: Left): void => {
  const unexplained = left.find((each) => each.left > 0 && each.reason === undefined);
  if (unexplained) throw new ErasureIncomplete({ store: unexplained.store, left: unexplained.left });
};

const completion = async (
  parts: PrivacyParts,
  which: Which,
  request: OpenRequest,
  left: Left,
): Promise<DecideOnRequest> => {
  requireReasons(left);
  const stores = tallies(request, left);
  const receipt = await signed(parts, which, request, (signedAt) => ({
    stores,
    backupsUntil: daysAfter(signedAt, BACKUP_DAYS),
  }));
  return inTurn(stepDone('verify', totalOf(stores)), completeErasure(receipt));
};

/** A request that has ended keeps its receipt: a repeat files the same one where it is not filed yet. */
export const complete =
  (parts: PrivacyParts) =>
  async ({ left, ...which }: InputOf<typeof eraseBooksContract, 'Complete'>): Promise<{ status: 'erased' }> => {
    const state = received(await requestNow(parts, which));
    const ended = isOpen(state)
      ? (await onRequest(parts, which, await completion(parts, which, state, left))).state
      : state;
    await fileReceipt(parts, which, ended);
    return { status: 'erased' };
  };
