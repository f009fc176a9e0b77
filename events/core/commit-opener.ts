/** Opens commits: unseals the body, brings events to today's shape, gives the state as the body holds it or folds it again. */
import { Corrupted, StreamErased } from '../../schemas/errors.ts';
import { unpackBody, type Body } from './body.ts';
import { sha256 } from './chain.ts';
import { sortKey, type Commit, type StreamAddress } from './commit.ts';
import type { CommitLog } from './commit-log.ts';
import { foldEvents, type AnyEvent, type StreamModel } from './decider.ts';
import type { OpenCommit } from './event-store.ts';
import { createStateMemo } from './state-memo.ts';
import { upcast } from './upcast.ts';
import type { Vault } from './vault.ts';

/** What a body's seal is bound to: `pk|sk` of its commit, so that it opens nowhere else. */
export const place = (commit: StreamAddress & { number: number }): string =>
  `${commit.subject}|${sortKey(commit.stream, commit.number)}`;

const positionFacts = (commit: StreamAddress & { number: number }) => ({
  stream: commit.stream,
  number: commit.number,
});

/** Undefined where `opening` meets an erased commit of a stream that may begin anew; other streams end there. */
const unlessErased = async <T, S, E extends AnyEvent>(
  model: StreamModel<S, E>,
  opening: () => Promise<T>,
): Promise<T | undefined> => {
  try {
    return await opening();
  } catch (error) {
    if (error instanceof StreamErased && model.beginsAnewAfterErasure) return undefined;
    throw error;
  }
};

export const createCommitOpener = ({ log, vault }: { log: CommitLog; vault: Vault }) => {
  const memo = createStateMemo();

  const openBody = async (commit: Commit): Promise<Body> => {
    if (!commit.body) {
      const request = await vault.erasedBy(commit);
      throw request ? new StreamErased(request) : new Corrupted({ ...positionFacts(commit), part: 'body' });
    }
    if (Buffer.compare(sha256(commit.body), commit.commitment) !== 0)
      throw new Corrupted({ ...positionFacts(commit), part: 'body' });
    return unpackBody(await vault.open(commit, place(commit), commit.body));
  };

  const eventsIn = <S, E extends AnyEvent>(model: StreamModel<S, E>, commit: Commit, { data }: Body): E[] =>
    commit.events.map((header, index) => upcast(model, header, data[index] ?? {}));

  /** The state as of a commit, folded from the first event: for states of another shape. */
  const refold = async <S, E extends AnyEvent>(model: StreamModel<S, E>, upTo: Commit): Promise<S> => {
    let state = model.initial;
    for await (const commit of log.read(upTo)) {
      if (commit.number > upTo.number) break;
      const events = await eventsOf(model, commit);
      state = events ? foldEvents(model, state, events, commit.at) : model.initial;
    }
    return state;
  };

  /** The state is ours and sealed: it needs no parsing, only the right shape's number. */
  const stateIn = async <S, E extends AnyEvent>(model: StreamModel<S, E>, commit: Commit, body: Body): Promise<S> =>
    commit.fold === model.fold ? (body.state as S) : refold(model, commit);

  /** The state alone, for the next decision. A commit without its body has none, whatever was seen of it before. */
  const stateOf = async <S, E extends AnyEvent>(model: StreamModel<S, E>, commit: Commit): Promise<S> => {
    // one that may begin anew is asked each time whether its key still stands: its erasure must not be outlived here
    const mayBeRecalled = commit.body !== undefined && !model.beginsAnewAfterErasure;
    const known = mayBeRecalled ? memo.recall(model, commit) : undefined;
    return known ?? memo.remember(model, commit, await stateIn(model, commit, await openBody(commit)));
  };

  /** The state that the next decision builds on: none of what was erased, where the stream may begin anew. */
  const tipOf = async <S, E extends AnyEvent>(
    model: StreamModel<S, E>,
    commit: Commit,
  ): Promise<{ state: S; anew?: true }> =>
    (await unlessErased(model, async () => ({ state: await stateOf(model, commit) }))) ?? {
      state: model.initial,
      anew: true,
    };

  const open = async <S, E extends AnyEvent>(model: StreamModel<S, E>, commit: Commit): Promise<OpenCommit<S, E>> => {
    const body = await openBody(commit);
    return { commit, events: eventsIn(model, commit, body), state: await stateIn(model, commit, body) };
  };

  /** The state alone, of one of many that nobody asks for twice. */
  const stateAfter = async <S, E extends AnyEvent>(model: StreamModel<S, E>, commit: Commit): Promise<S> =>
    stateIn(model, commit, await openBody(commit));

  /** The events alone, for who folds them anyway; undefined for an erased commit of a stream that may begin anew. */
  const eventsOf = <S, E extends AnyEvent>(model: StreamModel<S, E>, commit: Commit): Promise<E[] | undefined> =>
    unlessErased(model, async () => eventsIn(model, commit, await openBody(commit)));

  return { open, tipOf, stateAfter, eventsOf, remember: memo.remember };
};
