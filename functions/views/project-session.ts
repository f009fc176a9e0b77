/** One commit of a session becomes, perhaps, a changed row of the session list, in every generation that is kept. */
import type { Commit } from '../../events/core/commit.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import { generationsIn, type GenerationIndex } from '../../events/projections/generations.ts';
import type { SessionListStore } from '../../events/projections/ports.ts';
import { projectSession, type SessionFact } from '../../events/projections/session-list.ts';
import { session } from '../../events/session/index.ts';
import { Corrupted, StreamErased } from '../../schemas/errors.ts';
import { keptDaysOf } from './kept-days.ts';

/** Facts inside a turn that no list shows: their commits need not even be opened. */
const QUIET = new Set(['ToolReturned', 'ToolFailed', 'DiagnosisMade', 'PartsDiscussed', 'CostEstimated']);

type Parts = {
  store: EventStore;
  sessions: Pick<SessionListStore, 'get' | 'put'>;
  generations: Pick<GenerationIndex, 'of'>;
};

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
const rowBefore = async ({ sessions }: Parts, userId: string, sessionId: string, generation: number) => {
  try {
    return await sessions.get(userId, sessionId, generation);
  } catch (error) {
    if (error instanceof Corrupted) return undefined;
    throw error;
  }
};

const projectInto = (parts: Parts, fact: SessionFact, sessionId: string) => (generation: number) =>
  unlessErased(async () => {
    const { store, sessions } = parts;
    const row = await rowBefore(parts, fact.subject, sessionId, generation);
    const next = projectSession(row, fact);
    if (!next || next === row) return;
    const put = next.status === 'DELETED' ? next : { ...next, days: await keptDaysOf({ store }, row, next) };
    await sessions.put(put, generation);
  });

/** Each generation has rows of its own, guarded by themselves: one that is being built may not have this one yet. */
export const projectSessionCommit = async (parts: Parts, commit: Commit): Promise<void> => {
  if (commit.events.every(({ type }) => QUIET.has(type))) return;
  const { subject, stream, number } = commit;
  const sessionId = stream.slice('session/'.length);
  const opened = await unlessErased(() => parts.store.open(session, commit));
  const gone = { userId: subject, sessionId, status: 'DELETED' as const, through: number };
  const work = opened
    ? projectInto(parts, { subject, stream, number, state: opened.state }, sessionId)
    : // erased before it was heard of: nothing of the session may stay listed
      async (generation: number) => void (await parts.sessions.put(gone, generation));
  await Promise.all(generationsIn(await parts.generations.of('sessions')).map(work));
};
