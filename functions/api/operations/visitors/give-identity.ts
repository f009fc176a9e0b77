import { account, accountStream } from '../../../../events/account/index.ts';
import {
  generateSessionId,
  sessionId,
  sessionIdStream,
  type RefusedBecause,
} from '../../../../events/session-ids/index.ts';
import { AlreadyExists, SessionExpired, StreamErased } from '../../../../schemas/errors.ts';
import { isAnonymous } from '../../../../schemas/values.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';

/** SPEC B1. */
const TRIES = 3;

/** What is known of a person: nothing yet, an account, or that they are gone. */
export const accountOf = async (
  { store }: Pick<ApiParts, 'store'>,
  userId: string,
): Promise<'none' | 'open' | 'gone'> => {
  try {
    const { number, state } = await store.load(account, accountStream(userId), { consistent: true });
    if (state.status === 'open') return 'open';
    return number === 0 ? 'none' : 'gone';
  } catch (error) {
    if (error instanceof StreamErased) return 'gone';
    throw error;
  }
};

/**
 * An id that was never anybody's, recorded as given in the stream that it names.
 * @throws AlreadyExists where three ids in a row were taken
 */
const freeId = async (parts: ApiParts, inPlaceOf?: RefusedBecause) => {
  for (let tries = 1; ; tries += 1) {
    const id = parts.newId();
    const userId = `anon-session-${id}`;
    try {
      if ((await accountOf(parts, userId)) !== 'none') throw new AlreadyExists('session id');
      const actor = { kind: 'person' as const, id: userId };
      const context = { commandId: parts.newId(), actor, correlation: parts.newId() };
      await parts.store.execute(sessionId, sessionIdStream(userId), context, generateSessionId(tries, inPlaceOf));
      return { userId, sessionId: id };
    } catch (error) {
      const taken = error instanceof AlreadyExists || error instanceof StreamErased;
      if (!taken) throw error;
      if (tries === TRIES) throw new AlreadyExists('session id', { tries });
    }
  }
};

/** A new visitor, with their token. Throws `AlreadyExists`. */
export const giveIdentity = async (parts: ApiParts, inPlaceOf?: RefusedBecause) => {
  const visitor = await freeId(parts, inPlaceOf);
  return { ...visitor, ...(await parts.tokens.issue(visitor)) };
};

/** Ids are never used twice (SPEC B1): a visit that ended stays ended. Throws `SessionExpired`; asks nothing of people. */
export const requireVisiting = async (
  parts: Pick<ApiParts, 'store'>,
  { userId }: Pick<Principal, 'userId'>,
): Promise<void> => {
  if (isAnonymous(userId) && (await accountOf(parts, userId)) === 'gone') throw new SessionExpired();
};
