import * as z from 'zod';
import { Supply } from '../knowledge.ts';
import { Dollars, PartsPreference, workAsked, workFound } from './work.ts';

export const PartsAvailabilityInput = z.strictObject({
  ...workAsked,
  parts: z
    .array(z.string().trim().min(1).max(80))
    .min(1)
    .max(8)
    .optional()
    .describe('Ids of parts, or parts in words. Leave it out to mean the parts of the repair.'),
});
export type PartsAvailabilityInput = z.infer<typeof PartsAvailabilityInput>;

export const PartAvailability = z.object({
  part: z.string(),
  name: z.string(),
  /** `unknown` where neither the supplier nor the catalogue knows the part. */
  availability: z.union([Supply, z.literal('unknown')]),
  /** Working days until a shop has it. */
  days: z.object({ low: z.number(), high: z.number() }).optional(),
  price: Dollars.optional(),
  quality: PartsPreference.optional(),
});
export type PartAvailability = z.infer<typeof PartAvailability>;

export const PartsAvailability = z.object({
  ...workFound,
  parts: z.array(PartAvailability),
  /** `catalogue`: what is usual for the part, not today's stock. `supplier`: what a supplier answered just now. */
  source: z.enum(['catalogue', 'supplier']),
  /** Said where the supplier was asked and did not answer. */
  note: z.string().optional(),
  cut: z.string().optional(),
});
export type PartsAvailability = z.infer<typeof PartsAvailability>;
