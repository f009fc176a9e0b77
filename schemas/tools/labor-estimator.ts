import * as z from 'zod';
import { Dollars, state, workAsked, workFound } from './work.ts';

export const LaborInput = z.strictObject({ ...workAsked, state });
export type LaborInput = z.infer<typeof LaborInput>;

export const LaborEstimate = z.object({
  ...workFound,
  /** Hours of a trained mechanic. */
  hours: z.object({ low: z.number(), high: z.number() }).optional(),
  /** US dollars an hour: independent shop to dealer. */
  rate: Dollars.optional(),
  /** Whose rates these are: "national" or a region's name. */
  region: z.string().optional(),
  /** Hours times rate, narrower than end to end: the longest hours seldom meet the dearest shop. */
  cost: Dollars.optional(),
  /** How long the driver takes who does it without a shop, where that is within reach. */
  yourself: z.object({ difficulty: z.string(), minutes: z.object({ low: z.number(), high: z.number() }) }).optional(),
});
export type LaborEstimate = z.infer<typeof LaborEstimate>;
