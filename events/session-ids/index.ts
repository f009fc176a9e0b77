/** The session-id stream: how a visitor came by their id, and how often it was shown. */
import type { StreamModel } from '../core/decider.ts';
import { SessionIdEvent, sessionIdUpcasters } from './events.ts';
import { evolve, initial, type SessionIdState } from './state.ts';

export const sessionId: StreamModel<SessionIdState, SessionIdEvent> = {
  type: 'session-id',
  initial,
  evolve,
  events: SessionIdEvent,
  upcasters: sessionIdUpcasters,
  fold: 1,
};

export const sessionIdStream = (userId: string) => ({ subject: userId, stream: 'session-id' });

export * from './decide.ts';
export { SessionIdEvent, type RefusedBecause } from './events.ts';
export { type SessionIdState } from './state.ts';
