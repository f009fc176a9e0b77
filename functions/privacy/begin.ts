/**
 * Begin: what is to go ends for its person, the ledger is told, and the redactor, which opens nothing, gets what it needs
 * to know. All of it can be repeated.
 *
 * A hold that came since CheckHold is heeded: the request waits for it, and the execution ends with `PermissionDenied`,
 * which leaves a waiting request as it is. A hold that comes even later comes too late.
 */
import type { CommandContext } from '../../events/core/event-store.ts';
import { received } from '../../events/privacy/index.ts';
import { deleteSession, session, sessionStream } from '../../events/session/index.ts';
import { Corrupted, InvalidInput, NotFound, PermissionDenied } from '../../schemas/errors.ts';
import type { ErasureScope } from '../../schemas/privacy.ts';
import type { EraseDataInput, ErasureWork } from '../../workflows/erase-data/contract.ts';
import { carryOverGarage } from './carry-over.ts';
import { conversationsWith } from './conversations.ts';
import { endAccount, lastCommit } from './end-account.ts';
import { requestNow, type Which } from './on-request.ts';
import type { PrivacyParts } from './ports.ts';
import { waitForHold } from './wait-for-hold.ts';

type Wish = { subject: string; request: string; at: string };

const contextOf = ({ request }: Wish, what: string): CommandContext => ({
  commandId: `${request}/${what}`,
  actor: { kind: 'system', id: 'erase-data' },
  correlation: request,
});

/** One that is gone is as good as deleted, and one that is damaged can be erased without a word to say so. */
const endSession = async ({ store }: PrivacyParts, wish: Wish, sessionId: string): Promise<ErasureWork> => {
  try {
    await store.execute(session, sessionStream(wish.subject, sessionId), contextOf(wish, 'delete'), deleteSession);
  } catch (error) {
    if (!(error instanceof NotFound || error instanceof Corrupted)) throw error;
  }
  return { kind: 'session', ...wish, sessionId };
};

const endVehicles = async (parts: PrivacyParts, wish: Wish, vehicleIds: string[] | 'all'): Promise<ErasureWork> => {
  const { subject, request: requestId, at } = wish;
  const { below } = await carryOverGarage(parts)({ subject, requestId, at, vehicleIds });
  const conversations = await conversationsWith(parts.store, subject, vehicleIds);
  return { kind: 'garage', ...wish, below, conversations };
};

const end = async (parts: PrivacyParts, wish: Wish, scope: ErasureScope): Promise<ErasureWork> => {
  switch (scope.what) {
    case 'session':
      return endSession(parts, wish, scope.sessionId);
    case 'vehicle':
      return endVehicles(parts, wish, [scope.vehicleId]);
    case 'vehicles':
      return endVehicles(parts, wish, 'all');
    case 'account': {
      const { subject, at } = wish;
      await endAccount(parts.store, subject, at, contextOf(wish, 'close'));
      const last = await lastCommit(parts.store, subject, at);
      return { kind: 'account', ...wish, last, ...(scope.signIn ? { signIn: true } : {}) };
    }
  }
};

/** Throws `NotFound` for a request that nobody made, `InvalidInput` for an export. */
const askedFor = async (parts: PrivacyParts, which: Which): Promise<{ scope: ErasureScope; at: string }> => {
  const { wish, receivedAt } = received(await requestNow(parts, which));
  if (wish.kind !== 'erasure') throw new InvalidInput('This request asks for an export, not for an erasure.');
  return { scope: wish.scope, at: receivedAt };
};

export const begin =
  (parts: PrivacyParts) =>
  async ({ restored, ...which }: EraseDataInput): Promise<ErasureWork> => {
    const { held } = await waitForHold(parts)(which);
    if (held) throw new PermissionDenied('A legal hold keeps this data. It can be erased once the hold is released.');
    const { scope, at } = restored ?? (await askedFor(parts, which));
    // what was restored stands there already
    if (!restored) await parts.ledger.enter({ ...which, scope, at });
    return end(parts, { subject: which.subject, request: which.requestId, at }, scope);
  };
