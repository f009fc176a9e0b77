/**
 * SPEC N2: what a receipt says, and what is signed of it. All of it rests in the request's own facts, so that a receipt
 * can be made again at any time; `infra/cli/verify-receipt.ts` holds one against its signature.
 *
 * It names the person by their id: a receipt that does not say whose data it is about proves nothing. The id is the one
 * that the request itself stays under, and tells nothing to who does not have the account.
 */
import type { EndedRequest, ExportFacts, ReceiptFacts, RequestState } from '../../events/privacy/index.ts';
import type { ErasureScope } from '../../schemas/privacy.ts';
import type { Signer } from '../runtime/signer.ts';

export const ALGORITHM = 'ECDSA_SHA_256';

/** What the signature covers, so without it. */
export type Signable = Omit<ReceiptFacts, 'signature'> | Omit<ExportFacts, 'signature'>;

/** Whose request, and what was asked for when. */
export type AskedFor = { userId: string; requestId: string } & Pick<EndedRequest, 'wish' | 'receivedAt'>;

const scopeOf = (scope: ErasureScope) => {
  switch (scope.what) {
    case 'session':
      return { what: scope.what, sessionId: scope.sessionId };
    case 'vehicle':
      return { what: scope.what, vehicleId: scope.vehicleId };
    case 'vehicles':
      return { what: scope.what };
    case 'account':
      return { what: scope.what, ...(scope.signIn ? { signIn: true } : {}) };
  }
};

const tallied = (facts: Signable) => {
  if (!('stores' in facts)) {
    const { files, bytes, sha256, expiresAt } = facts;
    return { files, bytes, sha256, expiresAt };
  }
  const stores = facts.stores.map(({ store, found, removed, left, reason }) => ({
    store,
    found,
    removed,
    left,
    ...(reason ? { reason } : {}),
  }));
  return { stores, backupsUntil: facts.backupsUntil };
};

/** Always in this order, however the facts were stored. */
const receiptBody = ({ userId, requestId, wish, receivedAt }: AskedFor, facts: Signable) => ({
  requestId,
  subject: userId,
  kind: wish.kind,
  ...(wish.kind === 'erasure' ? { scope: scopeOf(wish.scope) } : {}),
  receivedAt,
  signedAt: facts.signedAt,
  ...tallied(facts),
  keyId: facts.keyId,
});

/** JSON without white space: what is signed. */
export const receiptText = (asked: AskedFor, facts: Signable): string => JSON.stringify(receiptBody(asked, facts));

const factsIn = (state: RequestState): ReceiptFacts | ExportFacts | undefined => {
  if (state.status === 'erased') return state.receipt;
  return state.status === 'exported' || state.status === 'expired' ? state.facts : undefined;
};

/**
 * The receipt of a request as a file for people; undefined for one that has none yet, and where the key that signed is
 * not at hand any more (the receipt that was filed then is the one that is left). Throws `StorageUnavailable`.
 */
export const receiptOf =
  ({ signer }: { signer: Pick<Signer, 'keyId' | 'publicKey'> }) =>
  async ({ userId, requestId, state }: { userId: string; requestId: string; state: RequestState }) => {
    const facts = factsIn(state);
    if (state.status === 'none' || !facts || facts.keyId !== (await signer.keyId())) return undefined;
    const { wish, receivedAt } = state;
    const document = {
      receipt: receiptBody({ userId, requestId, wish, receivedAt }, facts),
      signature: facts.signature,
      algorithm: ALGORITHM,
      publicKey: await signer.publicKey(),
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  };
