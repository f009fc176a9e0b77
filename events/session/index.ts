/** The session stream: a conversation from its first message to its last. */
import type { StreamModel } from '../core/decider.ts';
import { SessionEvent, sessionUpcasters } from './events.ts';
import { evolve, initial, type SessionState } from './state.ts';

export const session: StreamModel<SessionState, SessionEvent> = {
  type: 'session',
  initial,
  evolve,
  events: SessionEvent,
  upcasters: sessionUpcasters,
  fold: 5,
};

export const sessionStream = (userId: string, sessionId: string) => ({
  subject: userId,
  stream: `session/${sessionId}`,
});

export * from './decide.ts';
export * from './expiry.ts';
export * from './files.ts';
export * from './keeping.ts';
export * from './manage.ts';
export * from './privacy-wish.ts';
export * from './retention.ts';
export * from './vin.ts';
export { type Cause, SessionEvent } from './events.ts';
export { type AttachedFile, type DecodedVin, type SessionState, type Started } from './state.ts';
export { diagnosisTitle } from './title.ts';
export { transcriptOf, WINDOW_LENGTH, windowOf, type TranscriptMessage } from './transcript.ts';
