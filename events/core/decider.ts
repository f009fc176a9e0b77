/**
 * A decider: one kind of stream as pure functions (the pattern of Chassaing's "Functional Event Sourcing").
 *
 * `evolve` folds, a `decide` of the stream's own turns a command into events or a named refusal. Neither reads a clock:
 * `at` is the instant of the commit.
 */
import type * as z from 'zod';

export type AnyEvent = { readonly type: string };

/** Brings event data of version n to n+1. */
export type Upcaster = (data: Record<string, unknown>) => Record<string, unknown>;

export type StreamModel<State, Event extends AnyEvent> = {
  /** First part of the stream's name: `session`, `account`. */
  readonly type: string;
  readonly initial: State;
  readonly evolve: (state: State, event: Event, at: string) => State;
  /** The discriminated union of the stream's events; everything read from storage is parsed with it. */
  readonly events: z.ZodType<Event>;
  /**
   * Older shapes, per event type, oldest first: entry 0 brings version 1 to 2. An event's current version is one more
   * than the number of its upcasters.
   */
  readonly upcasters: Readonly<Partial<Record<Event['type'], readonly Upcaster[]>>>;
  /** Raise it whenever the shape or the meaning of the state changes; older states are then folded again. */
  readonly fold: number;
  /** Events that say the whole state once more: their commits may be twice as large as others. */
  readonly restating?: readonly Event['type'][];
  /**
   * Whether the stream may go on after its erasure: an erased tip is then the initial state, numbers and chain go on,
   * and the next commit is sealed with a fresh key. Streams with ids of their own end with their erasure.
   */
  readonly beginsAnewAfterErasure?: true;
};

export const currentVersion = <S, E extends AnyEvent>(model: StreamModel<S, E>, type: E['type']): number =>
  (model.upcasters[type]?.length ?? 0) + 1;

/** Whether one of these events says the whole state once more. */
export const restates = <S, E extends AnyEvent>(model: StreamModel<S, E>, events: readonly AnyEvent[]): boolean =>
  events.some(({ type }) => model.restating?.some((restating) => restating === type));

/** Folds events that all happened at one instant: those of one commit. */
export const foldEvents = <S, E extends AnyEvent>(
  model: StreamModel<S, E>,
  state: S,
  events: readonly E[],
  at: string,
): S => events.reduce((folded, event) => model.evolve(folded, event, at), state);
