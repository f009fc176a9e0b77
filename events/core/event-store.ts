/** The port to the event store: what a handler may ask of it. `create-event-store.ts` is how it is done. */
import type { Actor, Commit, StreamAddress } from './commit.ts';
import type { AnyEvent, StreamModel } from './decider.ts';

/** A commit with its seal opened and its events brought to today's shape. */
export type OpenCommit<State, Event> = { commit: Commit; events: Event[]; state: State };

export type Loaded<State> = {
  state: State;
  /** The newest commit's number; 0 for a stream that does not exist. */
  number: number;
  /** Newest first, still sealed but for what `open` is asked for; as many as were wanted and exist. */
  recent: Commit[];
  /** The newest commit was erased and the stream begins anew: the state is the initial one. */
  anew?: true;
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
  /**
   * The command's own facts; of the first time, where it was repeated; empty where it changed nothing, or where it was
   * repeated when its facts were erased and their stream goes on.
   */
  events: Event[];
  /** State after those facts; where they were erased, as it is now. */
  state: State;
  repeated: boolean;
  /** What the decision was based on, newest first, still sealed. */
  recent: Commit[];
};

export type Decide<State, Event> = (state: State, at: string) => Event[];

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

  /** The names of a person's streams, in order. It reads their whole partition, or the streams of one type (`privacy`). */
  streams(subject: string, type?: string): Promise<string[]>;

  /** Opens one commit. Throws `Corrupted`, `StreamErased`, `UnknownVersion`. */
  open<S, E extends AnyEvent>(model: StreamModel<S, E>, commit: Commit): Promise<OpenCommit<S, E>>;

  /** The state after a commit, for who needs nothing else of it. Throws as `open` does. */
  stateAfter<S, E extends AnyEvent>(model: StreamModel<S, E>, commit: Commit): Promise<S>;

  /**
   * The events of a commit, for who folds them anyway; undefined for what was erased of a stream that may begin anew.
   * Throws as `open` does.
   */
  eventsOf<S, E extends AnyEvent>(model: StreamModel<S, E>, commit: Commit): Promise<E[] | undefined>;

  /** Every commit of a stream, opened, ascending; of a stream that began anew, those since. Throws as `open` does. */
  history<S, E extends AnyEvent>(model: StreamModel<S, E>, address: StreamAddress): AsyncIterable<OpenCommit<S, E>>;
}
