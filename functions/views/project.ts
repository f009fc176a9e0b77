/** One commit from the stream becomes, perhaps, a changed row of the session list. */
import type { Commit } from '../../events/core/commit.ts';
import { streamType } from '../../events/core/commit.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import type { SessionListStore } from '../../events/projections/ports.ts';
import { projectSession } from '../../events/projections/session-list.ts';
import { session } from '../../events/session/index.ts';
import { StreamErased } from '../../schemas/errors.ts';

/** Facts inside a turn that no list shows: their commits need not even be opened. */
const QUIET = new Set(['ToolReturned', 'ToolFailed', 'DiagnosisMade']);

export type Project = (commit: Commit) => Promise<void>;

/** Delivering a commit twice, or late, changes nothing: rows are guarded by the commit's number. */
export const projectInto =
  ({ store, sessions }: { store: EventStore; sessions: SessionListStore }): Project =>
  async (commit) => {
    if (streamType(commit.stream) !== 'session') return;
    if (commit.events.every(({ type }) => QUIET.has(type))) return;
    const opened = await openUnlessErased(store, commit);
    if (!opened) return;
    const { subject, stream, number } = commit;
    const row = await sessions.get(subject, stream.slice('session/'.length));
    const next = projectSession(row, { subject, stream, number, state: opened.state });
    if (next && next !== row) await sessions.put(next);
  };

/** A commit that was erased before it was projected shows nothing any more; its erasure removes the row. */
const openUnlessErased = async (store: EventStore, commit: Commit) => {
  try {
    return await store.open(session, commit);
  } catch (error) {
    if (error instanceof StreamErased) return undefined;
    throw error;
  }
};
