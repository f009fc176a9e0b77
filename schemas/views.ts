/** The words of views: which there are, what a rebuild can say. */
import * as z from 'zod';

/** A list that is folded from the history and can be built anew (SPEC N8). */
export const ViewName = z.enum(['sessions', 'requests']);
export type ViewName = z.infer<typeof ViewName>;

/** From the newest commit of each stream, or from the first event: after a change of `evolve`. */
export const RebuildMethod = z.enum(['tips', 'refold']);
export type RebuildMethod = z.infer<typeof RebuildMethod>;

export const Generation = z.int().positive();

export const Segments = z.int().min(1).max(64);

/** `session TurnStarted@9`: type of stream, type of event, version. */
export const Shape = z.string().max(120);

/** A row that is not the same in both generations. Ids and names of fields only. */
export const RowDifference = z.object({
  subject: z.string(),
  id: z.string(),
  kind: z.enum(['missing', 'surplus', 'different']),
  fields: z.array(z.string()),
});
export type RowDifference = z.infer<typeof RowDifference>;
