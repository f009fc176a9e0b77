/** What a shop asks for an hour: `functions/tools/knowledge/shop-rates.json`. */
import * as z from 'zod';
import { Phrase, Range } from './knowledge.ts';

/** US states by their letters, grouped where rates are alike. */
export const ShopRate = z.strictObject({
  /** "Pacific coast". */
  region: Phrase,
  /** `CA`, `OR` … */
  states: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1),
  /** US dollars an hour: an independent shop at the low end, a dealer at the high end. */
  hourly: Range,
});
export const ShopRates = z.strictObject({
  /** When the figures were last looked at: `2026-11`. */
  asOf: z.string().regex(/^\d{4}-\d{2}$/),
  /** Where no region is known. */
  national: Range,
  regions: z.array(ShopRate).min(5),
});
export type ShopRates = z.infer<typeof ShopRates>;
