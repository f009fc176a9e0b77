/** Everything that was said and done in each session, in its order: messages, what tools were asked and returned, facts. */
import { session, sessionStream, type SessionEvent } from '../../../events/session/index.ts';
import type { Commit } from '../../../events/core/commit.ts';
import { StreamErased, SYSTEM_ERROR_SENTENCE } from '../../../schemas/errors.ts';
import type { DiagnosticLevel } from '../../../schemas/values.ts';
import type { Entry, Line } from '../categories.ts';
import { readItems } from '../lines.ts';
import type { ExportParts, Which } from '../ports.ts';
import { asEntry, asItem, happened } from './happened.ts';

/** Of a turn that is open: its answer says no level of its own. */
type Asked = { diagnosticLevel: DiagnosticLevel; vehicleContext: boolean };

const entryOf = (commit: Commit, event: SessionEvent, turns: Map<string, Asked>): Entry => {
  const { at } = commit;
  switch (event.type) {
    case 'TurnStarted': {
      const { type: _type, message, saidAt = at, level: diagnosticLevel, vehicleContext, turnId } = event;
      turns.set(turnId, { diagnosticLevel, vehicleContext });
      return { at: saidAt, what: 'message', sender: 'USER', text: message, turnId, diagnosticLevel, vehicleContext };
    }
    case 'TurnAnswered':
    case 'TurnFailed': {
      const { type, saidAt = at, turnId, ...rest } = event;
      const text = type === 'TurnFailed' ? SYSTEM_ERROR_SENTENCE : undefined;
      const asked = turns.get(turnId);
      turns.delete(turnId);
      return { at: saidAt, what: 'message', sender: 'ASSISTANT', text, turnId, ...asked, ...rest };
    }
    case 'ToolReturned':
    case 'ToolFailed': {
      const { type: _type, tool, ...rest } = event;
      return { at, what: 'tool', tool, ...rest };
    }
    default:
      return happened(commit, event);
  }
};

/** One that was deleted since its session was collected ends where it ended. */
async function* entriesOf({ store }: ExportParts, subject: string, sessionId: string): AsyncGenerator<Line> {
  const turns = new Map<string, Asked>();
  try {
    for await (const { commit, events } of store.history(session, sessionStream(subject, sessionId)))
      for (const event of events) yield asEntry(entryOf(commit, event, turns));
  } catch (error) {
    if (!(error instanceof StreamErased)) throw error;
  }
}

export async function* conversationLines(parts: ExportParts, which: Which): AsyncGenerator<Line> {
  for await (const { id, title, createdAt } of readItems(parts, which, 'sessions')) {
    yield asItem({ sessionId: id, title, createdAt });
    yield* entriesOf(parts, which.subject, String(id));
  }
}
