/** What each view is made of: its streams, how a row comes of them, where its rows rest. */
import type { Commit } from '../../events/core/commit.ts';
import { foldEvents, type AnyEvent, type StreamModel } from '../../events/core/decider.ts';
import { privacy } from '../../events/privacy/index.ts';
import type { KeptDays } from '../../events/projections/due.ts';
import { projectRequest, type RequestRow } from '../../events/projections/requests.ts';
import { projectSession, type ListedSession, type SessionRow } from '../../events/projections/session-list.ts';
import { session } from '../../events/session/index.ts';
import type { ViewName } from '../../schemas/views.ts';
import { keptDaysOf } from '../views/kept-days.ts';
import type { RebuildParts, RowStore } from './ports.ts';

export type AnyRow = SessionRow | RequestRow;

/** One stream, folded commit by commit, from the first on. */
export type Folding<Row> = {
  /** Throws as `EventStore.open`. */
  add: (commit: Commit) => Promise<void>;
  /** The row after what was added; undefined where there is none. */
  row: () => Row | undefined;
};

export type View<Row extends AnyRow> = {
  name: ViewName;
  /** Type of the streams that it is folded from. */
  type: string;
  rows: RowStore<Row>;
  /** The row after a stream's newest commit. Throws as `EventStore.open`. */
  fromTip: (commit: Commit) => Promise<Row | undefined>;
  folding: () => Folding<Row>;
  /** The rows with what is not in their streams. */
  complete: (rows: readonly Row[]) => Promise<Row[]>;
  /** Puts right what a rebuild and a person's choice did to each other at the same moment. */
  mend: (live: Row, built: Row) => Promise<void>;
  idOf: (row: Row) => string;
  /** Whether a row stands there only to refuse late commits: nobody sees it. */
  isGone: (row: Row) => boolean;
};

type Fact<S> = { subject: string; stream: string; number: number; state: S };

/** How a row comes of a stream: from its newest commit alone, or from all of them. */
const sources = <S, E extends AnyEvent, Row>(
  { store }: Pick<RebuildParts, 'store'>,
  model: StreamModel<S, E>,
  project: (fact: Fact<S>) => Row | undefined,
) => {
  const rowAfter = ({ subject, stream, number }: Commit, state: S): Row | undefined =>
    project({ subject, stream, number, state });
  return {
    fromTip: async (commit: Commit) => rowAfter(commit, await store.stateAfter(model, commit)),
    folding: (): Folding<Row> => {
      let state = model.initial;
      let last: Commit | undefined;
      return {
        add: async (commit) => {
          const events = await store.eventsOf(model, commit);
          // what stood there before an erasure is no part of what began anew
          state = events ? foldEvents(model, state, events, commit.at) : model.initial;
          last = commit;
        },
        row: () => last && rowAfter(last, state),
      };
    },
  };
};

/** For how long the owners keep some sessions: asked once for all sessions of a person. */
const withDays = (parts: RebuildParts, rows: readonly SessionRow[]): Promise<SessionRow[]> => {
  const asked = new Map<string, Promise<KeptDays>>();
  const daysOf = (row: ListedSession): Promise<KeptDays> => {
    const key = `${row.userId}|${row.kept ?? false}`;
    const days = asked.get(key) ?? keptDaysOf(parts, undefined, row);
    asked.set(key, days);
    return days;
  };
  return Promise.all(rows.map(async (row) => (row.status === 'DELETED' ? row : { ...row, days: await daysOf(row) })));
};

/**
 * A choice of retention that was made while a row was being written stamped every row but that one. What the account says
 * now counts: rows are stamped as following it would have done. Where the live row is the wrong one it stays a difference.
 */
const mendDays = async (parts: RebuildParts, live: SessionRow, built: SessionRow): Promise<void> => {
  if (live.status === 'DELETED' || built.status === 'DELETED' || live.days === built.days) return;
  const days = await keptDaysOf(parts, undefined, built);
  if (days !== 0 && days === live.days) await parts.sessions.stampAll(built.userId, days, parts.now());
};

const sessionsView = (parts: RebuildParts): View<SessionRow> => ({
  name: 'sessions',
  type: session.type,
  rows: parts.sessionRows,
  ...sources(parts, session, (fact) => projectSession(undefined, fact)),
  complete: (rows) => withDays(parts, rows),
  mend: (live, built) => mendDays(parts, live, built),
  idOf: ({ sessionId }) => sessionId,
  isGone: ({ status }) => status === 'DELETED',
});

const requestsView = (parts: RebuildParts): View<RequestRow> => ({
  name: 'requests',
  type: privacy.type,
  rows: parts.requestRows,
  ...sources(parts, privacy, projectRequest),
  complete: async (rows) => [...rows],
  mend: async () => {},
  idOf: ({ requestId }) => requestId,
  isGone: ({ list }) => list === 'none',
});

/** Does something with the view of a name. */
export const withView = <T>(
  parts: RebuildParts,
  name: ViewName,
  work: <Row extends AnyRow>(view: View<Row>) => Promise<T>,
): Promise<T> => (name === 'sessions' ? work(sessionsView(parts)) : work(requestsView(parts)));
