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

const saidAt = (event: SessionEvent): string | undefined => ('saidAt' in event ? event.saidAt : undefined);

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
      const answer = event.type === 'TurnAnswered' ? event.text : undefined;
      const text = event.type === 'TurnFailed' ? SYSTEM_ERROR_SENTENCE : answer;
      const asked = 'turnId' in event ? turns.get(event.turnId) : undefined;
      // an answer whose question lies before the first commit given has no level to show; a window begins after it
      if (text !== undefined && asked && 'turnId' in event)
        messages.push({ turnId: event.turnId, sender: 'ASSISTANT', text, at: saidAt(event) ?? at, number, ...asked });
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
