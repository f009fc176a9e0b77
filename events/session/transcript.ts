/** Messages, read back out of facts. */
import { SYSTEM_ERROR_SENTENCE } from '../../schemas/errors.ts';
import type { DiagnosticLevel } from '../../schemas/values.ts';
import type { OpenCommit } from '../core/event-store.ts';
import type { SessionEvent } from './events.ts';
import type { SessionState } from './state.ts';

/** SPEC A8: how many messages the assistant sees. */
export const WINDOW_LENGTH = 20;

export type TranscriptMessage = {
  turnId: string;
  sender: 'USER' | 'ASSISTANT';
  text: string;
  at: string;
  /** Number of the commit that holds it. */
  number: number;
  level: DiagnosticLevel;
  vehicleContext: boolean;
};

type Opened = OpenCommit<SessionState, SessionEvent>;

/** The messages of a session, oldest first, from its commits in ascending order. */
export const transcriptOf = (commits: Iterable<Opened>): TranscriptMessage[] => {
  const messages: TranscriptMessage[] = [];
  const turns = new Map<string, Pick<TranscriptMessage, 'level' | 'vehicleContext'>>();
  for (const { commit, events } of commits) {
    const { at, number } = commit;
    for (const event of events) {
      if (event.type === 'TurnStarted') {
        const { turnId, level, vehicleContext } = event;
        turns.set(turnId, { level, vehicleContext });
        messages.push({
          turnId,
          sender: 'USER',
          text: event.message,
          at: event.saidAt ?? at,
          number,
          level,
          vehicleContext,
        });
      }
      if (event.type !== 'TurnAnswered' && event.type !== 'TurnFailed') continue;
      const { turnId } = event;
      const text = event.type === 'TurnFailed' ? SYSTEM_ERROR_SENTENCE : event.text;
      const asked = turns.get(turnId);
      // an answer whose question lies before the first commit given has no level to show; a window begins after it
      if (asked) messages.push({ turnId, sender: 'ASSISTANT', text, at: event.saidAt ?? at, number, ...asked });
    }
  }
  return messages;
};

/** The last 20 messages, beginning with one of the person's, as the model wants them. */
export const windowOf = (messages: TranscriptMessage[]): TranscriptMessage[] => {
  const last = messages.slice(-WINDOW_LENGTH);
  const first = last.findIndex(({ sender }) => sender === 'USER');
  return first < 0 ? [] : last.slice(first);
};
