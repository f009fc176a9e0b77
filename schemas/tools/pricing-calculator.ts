import * as z from 'zod';
import { Dollars, PartsPreference, state, workAsked, workFound } from './work.ts';

export const PricingInput = z.strictObject({
  ...workAsked,
  state,
  preference: PartsPreference.optional().describe("Leave it out to use the driver's own preference."),
  display: z.enum(['detailed', 'summary']).optional().describe("Leave it out to use the driver's own preference."),
});
export type PricingInput = z.infer<typeof PricingInput>;

export const Price = z.object({
  ...workFound,
  preference: PartsPreference,
  display: z.enum(['detailed', 'summary']),
  /** Parts, labor and supplies, before tax. */
  total: Dollars.optional(),
  partsTotal: Dollars.optional(),
  laborTotal: Dollars.optional(),
  /** The rest is there where the display is `detailed`. A line's price is for all of its quantity. */
  parts: z
    .array(z.object({ name: z.string(), quantity: z.number().int(), quality: PartsPreference, price: Dollars }))
    .optional(),
  labor: z
    .object({ hours: z.object({ low: z.number(), high: z.number() }), rate: Dollars, region: z.string() })
    .optional(),
  /** Shop supplies: cleaner, grease, disposal. */
  supplies: Dollars.optional(),
  note: z.string().optional(),
  cut: z.string().optional(),
});
export type Price = z.infer<typeof Price>;
