/** SPEC A1, A11: for how long a session lasts after its last activity, and what ends it then. */
import { isAnonymous } from '../../schemas/values.ts';
import { TURN_ABANDONED_AFTER_MS } from './decide.ts';
import type { SessionEvent } from './events.ts';
import { ANONYMOUS_SECONDS } from './expiry.ts';
import type { SessionState, Started } from './state.ts';

const DAY_SECONDS = 86_400;

type Lasting = Pick<Started, 'lastActive' | 'kept'>;

/**
 * The last instant at which a session is still there (ISO 8601); undefined where it has no end.
 * @param retentionDays as the owner's account says it, -1 without end; of a visitor it counts for what is kept
 */
export const dueAt = (userId: string, { lastActive, kept }: Lasting, retentionDays: number): string | undefined => {
  const seconds = isAnonymous(userId) && !kept ? ANONYMOUS_SECONDS : retentionDays * DAY_SECONDS;
  return seconds < 0 ? undefined : new Date(Date.parse(lastActive) + seconds * 1_000).toISOString();
};

/** Whether that instant has passed, and nobody is answering a turn of the session. */
export const isOver = (
  userId: string,
  session: Lasting & Pick<Started, 'turn'>,
  retentionDays: number,
  at: string,
): boolean => {
  const due = dueAt(userId, session, retentionDays);
  if (due === undefined || at <= due) return false;
  return !session.turn || Date.parse(at) - Date.parse(session.turn.startedAt) >= TURN_ABANDONED_AFTER_MS;
};

/**
 * Ends what is over. The fact is the one of a person who deletes it, so that the erasure has one door; who wished it is
 * the commit's actor. Nothing for a session that is gone, or was active meanwhile.
 */
export const endByRetention =
  (userId: string, retentionDays: number) =>
  (state: SessionState, at: string): SessionEvent[] => {
    if (state.status === 'none' || state.status === 'deleted') return [];
    return isOver(userId, state, retentionDays, at) ? [{ type: 'SessionDeleted' }] : [];
  };
