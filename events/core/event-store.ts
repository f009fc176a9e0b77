/**
 * The event store: loads a stream's state from its newest commit, decides, appends one commit.
 *
 * - One query loads: the newest commits hold the folded state and the recent facts, whatever the stream's length.
 * - One put appends. On conflict the winner's item already carries the new state, so the command is decided again
 *   without a read; after a second conflict the tip is read again, after a wait with jitter.
 * - A repeated command id within the newest 32 commits returns its first outcome: their headers are the memory.
 */
import { ConcurrentModification, Corrupted, DixonError, StreamErased } from '../../schemas/errors.ts';
import { packBody, unpackBody, type Body } from './body.ts';
import { GENESIS, hashOf, sha256 } from './chain.ts';
import { sortKey, type Actor, type Commit, type StreamAddress } from './commit.ts';
import type { CommitLog } from './commit-log.ts';
import { currentVersion, foldEvents, type AnyEvent, type StreamModel } from './decider.ts';
import { createStateMemo } from './state-memo.ts';
import { upcast } from './upcast.ts';
import type { Vault } from './vault.ts';

/** How many commits back a command id is remembered. */
export const COMMAND_MEMORY = 32;

const ATTEMPTS = 6;

/** A commit with its seal opened and its events brought to today's shape. */
export type OpenCommit<State, Event> = { commit: Commit; events: Event[]; state: State };

export type Loaded<State> = {
  state: State;
  /** The newest commit's number; 0 for a stream that does not exist. */
  number: number;
  /** Newest first, still sealed but for what `open` is asked for; as many as were wanted and exist. */
  recent: Commit[];
};

export type CommandContext = {
  commandId: string;
  actor: Actor;
  correlation: string;
  causation?: string;
};

export type Outcome<State, Event> = {
  /** Where the command's facts stand; for a command that changed nothing, the newest commit. */
  number: number;
  at: string;
  /** The command's own facts; of the first time, where it was repeated; empty where it changed nothing. */
  events: Event[];
  /** State after those facts. */
  state: State;
  repeated: boolean;
  /** What the decision was based on, newest first, still sealed. */
  recent: Commit[];
};

export type Decide<State, Event> = (state: State, at: string) => Event[];

export type EventStoreParts = {
  log: CommitLog;
  vault: Vault;
  /** The current instant, ISO 8601. */
  now: () => string;
  /** Waits before another attempt; `attempt` counts from 1. The caller adds the jitter. */
  backoff: (attempt: number) => Promise<void>;
};

export interface EventStore {
  /** Loads a stream. `recent` (default 1) bounds how many commits come along. */
  load<S, E extends AnyEvent>(
    model: StreamModel<S, E>,
    address: StreamAddress,
    options?: { recent?: number; consistent?: boolean },
  ): Promise<Loaded<S>>;

  /**
   * Decides and appends. `decide` may run several times and must be pure; an empty list appends nothing.
   * Throws what `decide` throws, `ConcurrentModification` after 6 lost races, `StorageUnavailable`, `InvalidInput` for
   * facts too large to record.
   */
  execute<S, E extends AnyEvent>(
    model: StreamModel<S, E>,
    address: StreamAddress,
    context: CommandContext,
    decide: Decide<S, E>,
    options?: { recent?: number },
  ): Promise<Outcome<S, E>>;

  /** The page of commits below a number, newest first: for what `load` did not bring along. */
  older(address: StreamAddress, page: { below: number; limit: number }): Promise<Commit[]>;

  /** Opens one commit. Throws `Corrupted`, `StreamErased`, `UnknownVersion`. */
  open<S, E extends AnyEvent>(model: StreamModel<S, E>, commit: Commit): Promise<OpenCommit<S, E>>;

  /** Every commit of a stream, opened, ascending. */
  history<S, E extends AnyEvent>(model: StreamModel<S, E>, address: StreamAddress): AsyncIterable<OpenCommit<S, E>>;
}

const place = (commit: StreamAddress & { number: number }): string =>
  `${commit.subject}|${sortKey(commit.stream, commit.number)}`;

const positionFacts = (commit: StreamAddress & { number: number }) => ({
  stream: commit.stream,
  number: commit.number,
});

export const createEventStore = ({ log, vault, now, backoff }: EventStoreParts): EventStore => {
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
      state = foldEvents(model, state, eventsIn(model, commit, await openBody(commit)), commit.at);
    }
    return state;
  };

  /** The state is ours and sealed: it needs no parsing, only the right shape's number. */
  const stateIn = async <S, E extends AnyEvent>(model: StreamModel<S, E>, commit: Commit, body: Body): Promise<S> =>
    commit.fold === model.fold ? (body.state as S) : refold(model, commit);

  /** The state alone, for the next decision. A commit without its body has none, whatever was seen of it before. */
  const stateOf = async <S, E extends AnyEvent>(model: StreamModel<S, E>, commit: Commit): Promise<S> => {
    const known = commit.body && memo.recall(model, commit);
    return known ?? memo.remember(model, commit, await stateIn(model, commit, await openBody(commit)));
  };

  const open: EventStore['open'] = async (model, commit) => {
    const body = await openBody(commit);
    return { commit, events: eventsIn(model, commit, body), state: await stateIn(model, commit, body) };
  };

  const load: EventStore['load'] = async (model, address, options = {}) => {
    const { recent: limit = 1, consistent = false } = options;
    const recent = await log.newest(address, { limit, consistent });
    const tip = recent[0];
    return {
      state: tip ? await stateOf(model, tip) : model.initial,
      number: tip?.number ?? 0,
      recent,
    };
  };

  const older: EventStore['older'] = (address, { below, limit }) => log.newest(address, { limit, below });

  const seal = async <S, E extends AnyEvent>(
    model: StreamModel<S, E>,
    address: StreamAddress,
    context: CommandContext,
    loaded: Loaded<S>,
    events: E[],
    at: string,
  ): Promise<OpenCommit<S, E> & { commit: Commit }> => {
    const state = foldEvents(model, loaded.state, events, at);
    const data = events.map(({ type: _type, ...rest }) => rest as Record<string, unknown>);
    const number = loaded.number + 1;
    const header = {
      subject: address.subject,
      stream: address.stream,
      number,
      events: events.map(({ type }) => ({ type, version: currentVersion(model, type) })),
      fold: model.fold,
      at,
      actor: context.actor,
      correlation: context.correlation,
      ...(context.causation === undefined ? {} : { causation: context.causation }),
      command: context.commandId,
      prev: loaded.recent[0]?.hash ?? GENESIS,
    };
    const body = await vault.seal(address, place({ ...address, number }), packBody({ data, state }));
    const committed = { ...header, commitment: sha256(body) };
    return { commit: { ...committed, hash: hashOf(committed), body }, events, state };
  };

  const repeatOf = async <S, E extends AnyEvent>(
    model: StreamModel<S, E>,
    { recent }: Loaded<S>,
    commandId: string,
  ): Promise<Outcome<S, E> | undefined> => {
    const commit = recent.find(({ command }) => command === commandId);
    if (!commit) return undefined;
    const { events, state } = await open(model, commit);
    return { number: commit.number, at: commit.at, events, state, repeated: true, recent };
  };

  const execute: EventStore['execute'] = async (model, address, context, decide, options = {}) => {
    const recent = Math.max(options.recent ?? COMMAND_MEMORY, 1);
    const read = async (consistent: boolean) => ({
      loaded: await load(model, address, { recent, consistent }),
      consistent,
    });
    let basis = await read(false);

    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const { loaded } = basis;
      const repeat = await repeatOf(model, loaded, context.commandId);
      if (repeat) return repeat;

      // time never runs backwards within a stream, even where two machines' clocks differ
      const tipAt = loaded.recent[0]?.at ?? '';
      const clock = now();
      const at = clock > tipAt ? clock : tipAt;

      let events;
      try {
        events = decide(loaded.state, at);
      } catch (error) {
        // a refusal must stand on what is really there: an eventually consistent read may have missed the newest
        if (basis.consistent || !(error instanceof DixonError)) throw error;
        basis = await read(true);
        continue;
      }
      if (events.length === 0) {
        const { state, number } = loaded;
        return { number, at: tipAt || at, events, state, repeated: false, recent: loaded.recent };
      }

      const { commit, state } = await seal(model, address, context, loaded, events, at);
      const result = await log.append(commit);
      if (result.appended) {
        memo.remember(model, commit, state);
        return { number: commit.number, at, events, state, repeated: false, recent: loaded.recent };
      }
      if (attempt === 1) {
        const { winner } = result;
        const known = [winner, ...loaded.recent].slice(0, recent);
        const won = await stateOf(model, winner);
        basis = { loaded: { state: won, number: winner.number, recent: known }, consistent: false };
      } else {
        await backoff(attempt);
        basis = await read(true);
      }
    }
    throw new ConcurrentModification({ stream: address.stream, attempts: ATTEMPTS });
  };

  const history: EventStore['history'] = async function* (model, address) {
    let state = model.initial;
    for await (const commit of log.read(address)) {
      const events = eventsIn(model, commit, await openBody(commit));
      state = foldEvents(model, state, events, commit.at);
      yield { commit, events, state };
    }
  };

  return { load, older, execute, open, history };
};
