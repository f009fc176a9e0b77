/** SPEC A1: a visitor's session lasts an hour from its last activity, whether a sweep came by or not, unless it is kept. */
import { SessionExpired } from '../../schemas/errors.ts';
import { isAnonymous } from '../../schemas/values.ts';
import { existing } from './decide.ts';
import type { SessionEvent } from './events.ts';
import type { SessionState, Started } from './state.ts';

/** Seconds of inactivity after which everything of a visitor is gone. */
export const ANONYMOUS_SECONDS = 3_600;

/** Whether a session of this owner is over at an instant. */
export const isExpired = (userId: string, { lastActive, kept }: Pick<Started, 'lastActive' | 'kept'>, at: string) =>
  isAnonymous(userId) && !kept && Date.parse(at) - Date.parse(lastActive) > ANONYMOUS_SECONDS * 1_000;

/** The session as its owner may see it. Throws `NotFound` or `SessionExpired`. */
export const readable = (userId: string, state: SessionState, at: string): Started => {
  const session = existing(state);
  if (isExpired(userId, session, at)) throw new SessionExpired();
  return session;
};

/** A command that an expired session refuses. */
export const whileReadable =
  (userId: string, decide: (state: SessionState, at: string) => SessionEvent[]) =>
  (state: SessionState, at: string): SessionEvent[] => {
    // a session that does not exist is the command's own business: it may be the one that begins it
    if (state.status !== 'none') readable(userId, state, at);
    return decide(state, at);
  };
