/** CompleteExport: the archive counts, or has to be made again where an erasure came in between. */
import {
  completeExport,
  isOpen,
  isOvertaken,
  lookAtErasures,
  received,
  type OpenRequest,
} from '../../events/privacy/index.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { exportBooksContract } from '../../workflows/export-data/contract.ts';
import { erasuresSoFar } from './erasures-so-far.ts';
import { onRequest, requestNow, type Which } from './on-request.ts';
import type { PrivacyParts } from './ports.ts';
import { daysAfter, fileReceipt, signed } from './sign.ts';

/** SPEC A11. */
export const EXPORT_DAYS = 7;

type Books = typeof exportBooksContract;

/** On record, so that a repeat of this task says the same, until it was collected again. */
const wasOvertaken = async (parts: PrivacyParts, which: Which, { receivedAt }: OpenRequest): Promise<boolean> => {
  const erasures = await erasuresSoFar(parts, which.subject, receivedAt);
  const { state } = await onRequest(parts, which, lookAtErasures(erasures));
  return isOvertaken(state);
};

export const completeExportOf =
  (parts: PrivacyParts) =>
  async ({
    files,
    bytes,
    sha256,
    ...which
  }: InputOf<Books, 'CompleteExport'>): Promise<OutputOf<Books, 'CompleteExport'>> => {
    const state = received(await requestNow(parts, which));
    if (!isOpen(state)) {
      await fileReceipt(parts, which, state);
      return { again: false };
    }
    if (await wasOvertaken(parts, which, state)) return { again: true };
    const facts = await signed(parts, which, state, (signedAt) => ({
      files,
      bytes,
      sha256,
      expiresAt: daysAfter(signedAt, EXPORT_DAYS),
    }));
    const ended = await onRequest(parts, which, completeExport(facts));
    await fileReceipt(parts, which, ended.state);
    return { again: false };
  };
