/**
 * rebuild-view (SPEC N8): a view's next generation, built beside the live one and held against it. A Standard workflow
 * keeps its history, so only names and numbers go in and out; progress rests in files below `work/`.
 *
 * A task hands over before its time is up and answers `done: false`; the machine calls it again, and it goes on behind
 * what it had done. Every task can be repeated.
 */
import * as z from 'zod';
import { Generation, Segments, ViewName } from '../../schemas/views.ts';
import type { Contract } from '../contract.ts';

const Count = z.int().min(0);
const which = { view: ViewName, generation: Generation };

/** What an execution is started with: which generation, its fact `RebuildBegun` says. */
export const RebuildViewInput = z.object(which);
export type RebuildViewInput = z.infer<typeof RebuildViewInput>;

const part = z.object({ ...which, segment: Count, of: Segments });

export const rebuildContract = {
  /** The parts to be worked on side by side. `go: false`: it was ended or retired before it began. */
  Plan: { input: RebuildViewInput, output: z.object({ go: z.boolean(), parts: z.array(part) }) },
  /** Folds a part of the history into rows. `refused`: whether it met shapes that this release cannot fold. */
  BuildPart: { input: part, output: z.object({ done: z.boolean(), refused: z.boolean() }) },
  /** Holds a part of both generations against each other, row by row. */
  ComparePart: { input: part, output: z.object({ done: z.boolean() }) },
  /** Records what came of it. */
  Conclude: { input: RebuildViewInput, output: z.object({ status: z.string() }) },
  FailRebuild: { input: z.object({ ...which, error: z.string().max(200) }), output: z.object({ status: z.string() }) },
} satisfies Contract;

/** Outside the state machine. */
export const retireContract = {
  /** `GenerationRetired`: its rows go, and its progress. `done: false`: the daily run goes on with it. */
  RemoveRetired: {
    input: z.object({ subject: z.string(), stream: z.string(), number: z.int().positive() }),
    output: z.object({ done: z.boolean(), removed: Count }),
  },
  /** Retires what was kept for a rollback for some days, and removes what an earlier run had no time for. */
  RetireOld: { input: z.object({ days: z.int().min(1) }), output: z.object({ retired: Count, removed: Count }) },
} satisfies Contract;
