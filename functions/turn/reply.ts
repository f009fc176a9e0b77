/** The reply of a turn that is closed, read back out of its facts. */
import type { Commit } from '../../events/core/commit.ts';
import type { EventStore, Outcome } from '../../events/core/event-store.ts';
import { session, type SessionEvent, type SessionState } from '../../events/session/index.ts';
import { NotFound, SYSTEM_ERROR_SENTENCE } from '../../schemas/errors.ts';
import type { DiagnosticLevel } from '../../schemas/values.ts';
import type { Reply } from '../../workflows/chat-turn/contract.ts';

type Closing = SessionEvent & { type: 'TurnAnswered' | 'TurnFailed' };

const CLOSING = new Set(['TurnAnswered', 'TurnFailed']);

const closes = (event: SessionEvent, turnId: string): event is Closing =>
  (event.type === 'TurnAnswered' || event.type === 'TurnFailed') && event.turnId === turnId;

type Turn = { turnId: string; sessionId: string; level: DiagnosticLevel };

/** SPEC B7: a turn that failed answers in plain words. */
const replyFrom = (event: Closing, turn: Turn, place: { at: string; number: number }): Reply => ({
  sessionId: turn.sessionId,
  level: turn.level,
  at: place.at,
  number: place.number,
  message: event.type === 'TurnAnswered' ? event.text : SYSTEM_ERROR_SENTENCE,
  success: event.type === 'TurnAnswered',
  vinEnhanced: event.type === 'TurnAnswered' && event.saw.vinSource !== undefined,
});

const closingIn = (events: readonly SessionEvent[], turnId: string): Closing | undefined =>
  events.find((event): event is Closing => closes(event, turnId));

/** The reply of a turn among some commits, or undefined while it is open. */
export const replyOf = async (
  store: EventStore,
  commits: readonly Commit[],
  turn: Turn,
): Promise<Reply | undefined> => {
  for (const commit of commits) {
    // a later turn may have closed this one in its own commit, so the header's correlation does not tell
    if (!commit.events.some(({ type }) => CLOSING.has(type))) continue;
    const event = closingIn((await store.open(session, commit)).events, turn.turnId);
    if (event) return replyFrom(event, turn, commit);
  }
  return undefined;
};

/**
 * The reply after a command that closes a turn: from its own fact or, where the turn was closed before, from that one.
 * Throws `NotFound` where neither is among the newest commits.
 */
export const replyAfter = async (
  store: EventStore,
  outcome: Outcome<SessionState, SessionEvent>,
  turn: Turn,
): Promise<Reply> => {
  const own = closingIn(outcome.events, turn.turnId);
  const reply = own ? replyFrom(own, turn, outcome) : await replyOf(store, outcome.recent, turn);
  if (!reply) throw new NotFound('turn');
  return reply;
};
