/**
 * The session list: one row per session, newest activity first.
 *
 * A row is a function of the session's state alone, so the newest commit always wins, whatever order commits arrive
 * in, and a rebuild from the newest commits gives the very rows that following the stream gave.
 */
import type { DiagnosticLevel } from '../../schemas/values.ts';
import type { SessionState } from '../session/index.ts';

export type SessionRow = {
  userId: string;
  sessionId: string;
  /** SPEC C2. */
  status: 'ACTIVE' | 'ARCHIVED';
  title: string;
  vehicleId?: string;
  diagnosticLevel: DiagnosticLevel;
  createdAt: string;
  lastActive: string;
  messageCount: number;
  firstMessage?: string;
  /** Number of the commit that this row shows: a commit at or below it changes nothing. */
  through: number;
};

export type SessionFact = { subject: string; stream: string; number: number; state: SessionState };

const rowOf = ({ subject, stream, number, state }: SessionFact): SessionRow | undefined =>
  state.status === 'none'
    ? undefined
    : {
        userId: subject,
        sessionId: stream.slice('session/'.length),
        status: 'ACTIVE',
        title: state.title,
        ...(state.vehicleId === undefined ? {} : { vehicleId: state.vehicleId }),
        diagnosticLevel: state.level,
        createdAt: state.createdAt,
        lastActive: state.lastActive,
        messageCount: state.messageCount,
        ...(state.firstMessage === undefined ? {} : { firstMessage: state.firstMessage }),
        through: number,
      };

const shows = ({ through: _through, ...content }: SessionRow): string => JSON.stringify(content);

/**
 * The row after a commit. The very same object comes back where the commit is old or changes nothing that the list
 * shows: the caller then has nothing to write.
 */
export const projectSession = (row: SessionRow | undefined, fact: SessionFact): SessionRow | undefined => {
  if (row && fact.number <= row.through) return row;
  const next = rowOf(fact);
  return row && next && shows(row) === shows(next) ? row : next;
};
