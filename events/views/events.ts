/** What became of a view's generations. Nobody's data: numbers, names, ids of sessions whose rows differ. */
import * as z from 'zod';
import { plain } from '../../schemas/personal.ts';
import { FailureName } from '../../schemas/privacy.ts';
import { Generation, RebuildMethod, RowDifference, Segments, Shape } from '../../schemas/views.ts';

const generation = plain(Generation);
const Count = z.int().min(0);

/** From now on live commits go to this generation too. */
export const RebuildBegun = z.object({
  type: z.literal('RebuildBegun'),
  generation,
  method: plain(RebuildMethod),
  segments: plain(Segments),
});

/** It stands beside the live one and was held against it. `differences` are the first hundred. */
export const RebuildCompleted = z.object({
  type: z.literal('RebuildCompleted'),
  generation,
  commits: plain(Count),
  rows: plain(Count),
  differenceCount: plain(Count),
  differences: plain(z.array(RowDifference).max(100)),
});

/** The history holds shapes that this release cannot fold. */
export const RebuildRefused = z.object({
  type: z.literal('RebuildRefused'),
  generation,
  shapes: plain(z.array(Shape).max(100)),
});

export const RebuildFailed = z.object({ type: z.literal('RebuildFailed'), generation, error: plain(FailureName) });

/** What was built is what people see; the one before is kept beside it. */
export const ViewSwitched = z.object({ type: z.literal('ViewSwitched'), generation });

/** The one before is what people see again; what was live is kept beside it. */
export const ViewRolledBack = z.object({ type: z.literal('ViewRolledBack'), generation });

/** Live commits do not go there any more; its rows are removed. */
export const GenerationRetired = z.object({ type: z.literal('GenerationRetired'), generation });

export const ViewEvent = z.discriminatedUnion('type', [
  RebuildBegun,
  RebuildCompleted,
  RebuildRefused,
  RebuildFailed,
  ViewSwitched,
  ViewRolledBack,
  GenerationRetired,
]);
export type ViewEvent = z.infer<typeof ViewEvent>;

/** None yet: every event is still at version 1. */
export const viewUpcasters = {};
