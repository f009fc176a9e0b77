/** One commit from the stream becomes, perhaps, a changed row of the session list, or of the index of requests. */
import type { Commit } from '../../events/core/commit.ts';
import { streamType } from '../../events/core/commit.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import { privacy } from '../../events/privacy/index.ts';
import type { RequestIndex, SessionListStore } from '../../events/projections/ports.ts';
import { LISTED_BY, projectRequest } from '../../events/projections/requests.ts';
import { projectSession } from '../../events/projections/session-list.ts';
import { session } from '../../events/session/index.ts';
import { Corrupted, StreamErased } from '../../schemas/errors.ts';
import { isRestamp, keptDaysOf, restamp } from './kept-days.ts';

/** Facts inside a turn that no list shows: their commits need not even be opened. */
const QUIET = new Set(['ToolReturned', 'ToolFailed', 'DiagnosisMade', 'PartsDiscussed', 'CostEstimated']);

export type Project = (commit: Commit) => Promise<void>;

/** What `work` gives, or undefined where the key that it needs was shredded. */
const unlessErased = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StreamErased) return undefined;
    throw error;
  }
};

/** A damaged row stands in nobody's way: what it said is in the commit at hand. */
const rowBefore = async (sessions: SessionListStore, userId: string, sessionId: string) => {
  try {
    return await sessions.get(userId, sessionId);
  } catch (error) {
    if (error instanceof Corrupted) return undefined;
    throw error;
  }
};

/** A privacy request comes to stand where its state says, or leaves the index. */
const indexRequest = async (
  { store, requests }: { store: EventStore; requests: Pick<RequestIndex, 'put'> },
  commit: Commit,
): Promise<void> => {
  if (!commit.events.some(({ type }) => LISTED_BY.has(type))) return;
  const { state } = await store.open(privacy, commit);
  const row = projectRequest({ ...commit, state });
  if (row) await requests.put(row);
};

/**
 * Delivering a commit twice, or late, changes nothing: rows are guarded by the commit's number, and what stays of a
 * deleted session's row keeps guarding it.
 */
export const projectInto =
  ({
    store,
    sessions,
    requests,
  }: {
    store: EventStore;
    sessions: SessionListStore;
    requests: Pick<RequestIndex, 'put'>;
  }): Project =>
  async (commit) => {
    if (streamType(commit.stream) === privacy.type) return indexRequest({ store, requests }, commit);
    if (isRestamp(commit)) return restamp({ store, sessions }, commit);
    if (streamType(commit.stream) !== 'session') return;
    if (commit.events.every(({ type }) => QUIET.has(type))) return;
    const { subject, stream, number } = commit;
    const sessionId = stream.slice('session/'.length);
    const opened = await unlessErased(() => store.open(session, commit));
    if (!opened) {
      // erased before it was heard of: nothing of the session may stay listed
      await sessions.put({ userId: subject, sessionId, status: 'DELETED', through: number });
      return;
    }
    await unlessErased(async () => {
      const row = await rowBefore(sessions, subject, sessionId);
      const next = projectSession(row, { subject, stream, number, state: opened.state });
      if (!next || next === row) return;
      await sessions.put(next.status === 'DELETED' ? next : { ...next, days: await keptDaysOf({ store }, row, next) });
    });
  };
