/** Signs what a request ends with, and files it where it outlives the tables. */
import type { ExportFacts, ReceiptFacts, RequestState } from '../../events/privacy/index.ts';
import type { Which } from './on-request.ts';
import type { PrivacyParts } from './ports.ts';
import { receiptOf, receiptText } from './receipt.ts';

type Unsigned = Pick<ReceiptFacts, 'stores' | 'backupsUntil'> | Omit<ExportFacts, 'signedAt' | 'keyId' | 'signature'>;

/** @param asked a request that somebody made */
export const signed = async <F extends Unsigned>(
  { signer, now }: Pick<PrivacyParts, 'signer' | 'now'>,
  { subject: userId, requestId }: Which,
  { wish, receivedAt }: Exclude<RequestState, { status: 'none' }>,
  factsAt: (signedAt: string) => F,
): Promise<F & { signedAt: string; keyId: string; signature: string }> => {
  const signedAt = now();
  const facts = { ...factsAt(signedAt), signedAt, keyId: await signer.keyId() };
  const text = receiptText({ userId, requestId, wish, receivedAt }, facts);
  return { ...facts, signature: await signer.sign(text) };
};

/** Nothing for a request without a receipt; the first one that was filed stays. */
export const fileReceipt = async (
  { signer, receipts }: Pick<PrivacyParts, 'signer' | 'receipts'>,
  { subject: userId, requestId }: Which,
  state: RequestState,
): Promise<void> => {
  const document = await receiptOf({ signer })({ userId, requestId, state });
  if (document !== undefined) await receipts.file(requestId, document);
};

/** `days` later. */
export const daysAfter = (at: string, days: number): string =>
  new Date(Date.parse(at) + days * 86_400_000).toISOString();
