/**
 * The session list: one row per session, newest activity first.
 *
 * A row is a function of the session's state alone, so the newest commit always wins, whatever order commits arrive
 * in, and a rebuild from the newest commits gives the very rows that following the stream gave.
 */
import type { DiagnosticLevel } from '../../schemas/values.ts';
import type { SessionState } from '../session/index.ts';
import type { KeptDays } from './due.ts';

export type ListedSession = {
  userId: string;
  sessionId: string;
  /** SPEC C2. */
  status: 'ACTIVE' | 'ARCHIVED';
  title: string;
  handle?: string;
  vehicleId?: string;
  diagnosticLevel: DiagnosticLevel;
  tags?: string[];
  customFields?: Record<string, string>;
  createdAt: string;
  lastActive: string;
  messageCount: number;
  /** SPEC C5; absent: none. */
  fileCount?: number;
  firstMessage?: string;
  /** A visitor's hour does not end it (SPEC B2). */
  kept?: true;
  /** How long the owner keeps sessions, as `due.ts` has it; not shown, and absent where a list was asked for. */
  days?: KeptDays;
  /** Number of the commit that this row shows: a commit at or below it changes nothing. */
  through: number;
};

/** What stays of a deleted session's row for a while, so that a late commit cannot bring it back. */
export type GoneSession = { userId: string; sessionId: string; status: 'DELETED'; through: number };

export type SessionRow = ListedSession | GoneSession;

export type SessionFact = { subject: string; stream: string; number: number; state: SessionState };

const rowOf = ({ subject, stream, number, state }: SessionFact): SessionRow | undefined => {
  const place = { userId: subject, sessionId: stream.slice('session/'.length), through: number };
  if (state.status === 'none') return undefined;
  if (state.status === 'deleted') return { ...place, status: 'DELETED' };
  const { title, handle, vehicleId, level, tags, customFields, createdAt, lastActive, messageCount } = state;
  const { firstMessage, kept } = state;
  const fileCount = state.files?.length ?? 0;
  return {
    ...place,
    status: state.status === 'active' ? 'ACTIVE' : 'ARCHIVED',
    title,
    ...(handle === undefined ? {} : { handle }),
    ...(vehicleId === undefined ? {} : { vehicleId }),
    diagnosticLevel: level,
    ...(tags?.length ? { tags } : {}),
    ...(customFields && Object.keys(customFields).length > 0 ? { customFields } : {}),
    createdAt,
    lastActive,
    messageCount,
    ...(fileCount === 0 ? {} : { fileCount }),
    ...(firstMessage === undefined ? {} : { firstMessage }),
    ...(kept ? { kept } : {}),
  };
};

/** What a list shows, whatever order the fields came in. */
const shows = (row: SessionRow): string =>
  JSON.stringify(
    Object.entries(row)
      .filter(([field]) => field !== 'through' && field !== 'days')
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Whether two rows show the same. */
export const showTheSame = (a: SessionRow | undefined, b: SessionRow | undefined): boolean =>
  (a && shows(a)) === (b && shows(b));

/**
 * The row after a commit. The very same object comes back where the commit is old or changes nothing that the list
 * shows: the caller then has nothing to write.
 */
export const projectSession = (row: SessionRow | undefined, fact: SessionFact): SessionRow | undefined => {
  if (row && fact.number <= row.through) return row;
  const next = rowOf(fact);
  return row && showTheSame(row, next) ? row : next;
};
