/**
 * Generations of a view (SPEC N8): the rows that people see, and perhaps other ones beside them, which live commits go to
 * as well. It is folded from the stream `views/<view>`; what reads rows asks here which ones.
 */
import type { ViewName } from '../../schemas/views.ts';

/** `beside`: being built, built, or kept for a rollback. `through`: the commit of the view's stream that says so. */
export type Generations = { live: number; beside?: number; through: number };

/** Before any rebuild. Its rows are named as they always were. */
export const FIRST_GENERATION = 1;

export interface GenerationIndex {
  /** As far as this process knows: on AWS a switch is heard of within some seconds. Throws `StorageUnavailable`. */
  of(view: ViewName): Promise<Generations>;

  /** As the last `put` left it. Throws `StorageUnavailable`. */
  fresh(view: ViewName): Promise<Generations>;

  /** Unless a newer one stands there. Throws `StorageUnavailable`. */
  put(view: ViewName, generations: Generations): Promise<void>;
}

/** For how long a process may go on with what it knew: what changes generations waits for so long. Seconds. */
export const KNOWN_FOR_SECONDS = 5;

/** Those that a live commit goes to. */
export const generationsIn = ({ live, beside }: Generations): number[] =>
  beside === undefined ? [live] : [live, beside];
