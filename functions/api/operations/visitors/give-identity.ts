import {
  generateSessionId,
  sessionId,
  sessionIdStream,
  type RefusedBecause,
} from '../../../../events/session-ids/index.ts';
import { AlreadyExists, StreamErased } from '../../../../schemas/errors.ts';
import type { ApiParts } from '../../ports.ts';
import { visitOf } from '../../standing.ts';

/** SPEC B1. */
const TRIES = 3;

/**
 * An id that was never anybody's, recorded as given in the stream that it names.
 * @throws AlreadyExists where three ids in a row were taken
 */
const freeId = async (parts: ApiParts, inPlaceOf?: RefusedBecause) => {
  for (let tries = 1; ; tries += 1) {
    const id = parts.newId();
    const userId = `anon-session-${id}`;
    try {
      if ((await visitOf(parts, userId)).status !== 'none') throw new AlreadyExists('session id');
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
