/** A visitor's conversation, copied commit by commit: the same facts under another owner, with their own instants. */
import type { Actor, StreamAddress } from '../../../../events/core/commit.ts';
import type { EventStore, OpenCommit } from '../../../../events/core/event-store.ts';
import {
  isExpired,
  session,
  sessionStream,
  TURN_ABANDONED_AFTER_MS,
  type SessionEvent,
  type SessionState,
} from '../../../../events/session/index.ts';
import { StreamErased, TurnInProgress } from '../../../../schemas/errors.ts';
import type { ApiParts } from '../../ports.ts';

type Commits = OpenCommit<SessionState, SessionEvent>[];
type Read = { id: string; status: 'living'; commits: Commits } | { id: string; status: 'expired' | 'gone' };

/** Two claims at once would have to be this many commits apart to copy one twice. */
const MEMORY = 128;

const commandOf = (number: number): string => `claim/${number}`;

/** Throws `TurnInProgress` while an answer is on its way: it would reach the partition that is left behind. */
export const readConversation = async ({ store, now }: ApiParts, visitor: string, id: string): Promise<Read> => {
  try {
    const commits = await Array.fromAsync(store.history(session, sessionStream(visitor, id)));
    const state = commits.at(-1)?.state ?? session.initial;
    if (state.status === 'none' || state.status === 'deleted') return { id, status: 'gone' };
    const at = now();
    if (isExpired(visitor, state, at)) return { id, status: 'expired' };
    if (state.turn && Date.parse(at) - Date.parse(state.turn.startedAt) < TURN_ABANDONED_AFTER_MS)
      throw new TurnInProgress();
    return { id, status: 'living', commits };
  } catch (error) {
    if (error instanceof StreamErased) return { id, status: 'gone' };
    throw error;
  }
};

/** The fact with the instant it happened at; the commit that holds the copy is of today. */
const withInstant = (event: SessionEvent, at: string): SessionEvent => {
  if (event.type === 'SessionStarted') return { ...event, startedAt: event.startedAt ?? at };
  if (event.type === 'TurnStarted' || event.type === 'TurnAnswered' || event.type === 'TurnFailed')
    return { ...event, saidAt: event.saidAt ?? at };
  return event;
};

/**
 * A wish about data belongs to the partition that it was said in: copied, "delete my account" of a visit would be
 * announced again and ask for the erasure of whoever claims it.
 */
const isWish = ({ type }: SessionEvent): boolean => type === 'PrivacyWishHeard' || type === 'PrivacyWishConfirmed';

/** Whether a stream began as a copy. Its header says so, even where it was erased since. */
export const isCopy = async (store: EventStore, address: StreamAddress): Promise<boolean> => {
  const [first] = await store.older(address, { below: 2, limit: 1 });
  return first?.command === commandOf(1);
};

/** The commands that a stream remembers; undefined where it was deleted. */
const commandsIn = async (store: EventStore, address: StreamAddress): Promise<Set<string> | undefined> => {
  try {
    const commits = await Array.fromAsync(store.history(session, address));
    if (commits.at(-1)?.state.status === 'deleted') return undefined;
    return new Set(commits.map(({ commit }) => commit.command));
  } catch (error) {
    if (error instanceof StreamErased) return undefined;
    throw error;
  }
};

/** Copies what is not copied yet. Who deleted a copy meanwhile does not get it back. @param claimer acts as the person */
export const copyConversation = async (
  store: EventStore,
  to: StreamAddress,
  claimer: Actor,
  commits: Commits,
): Promise<void> => {
  const copied = await commandsIn(store, to);
  if (!copied) return;
  for (const { commit, events } of commits) {
    const commandId = commandOf(commit.number);
    if (copied.has(commandId)) continue;
    const actor = commit.actor.kind === 'person' ? claimer : commit.actor;
    const context = { commandId, actor, correlation: commit.correlation };
    const copies = events.filter((event) => !isWish(event)).map((event) => withInstant(event, commit.at));
    await store.execute(session, to, context, ({ status }) => (status === 'deleted' ? [] : copies), { recent: MEMORY });
  }
};
