import * as z from 'zod';
import { Supply } from '../knowledge.ts';
import { Dollars, PartsPreference, workAsked, workFound } from './work.ts';

export const PartsSelectorInput = z.strictObject({
  ...workAsked,
  preference: PartsPreference.optional().describe("Leave it out to use the driver's own preference."),
});
export type PartsSelectorInput = z.infer<typeof PartsSelectorInput>;

/** The price is for one. */
export const PartOption = z.object({ quality: PartsPreference, price: Dollars });

export const SelectedPart = z.object({
  part: z.string(),
  name: z.string(),
  quantity: z.number().int(),
  /** The quality that the preference chose; the next better one where the part has none of that quality. */
  chosen: PartOption,
  /** The other qualities it comes in. */
  others: z.array(PartOption),
  supply: Supply,
  /** What has to be known of the vehicle before it is ordered. */
  fit: z.string().optional(),
});
export type SelectedPart = z.infer<typeof SelectedPart>;

export const PartsSelection = z.object({
  ...workFound,
  preference: PartsPreference,
  parts: z.array(SelectedPart),
  /** Why a part is not in the quality that was asked for. */
  note: z.string().optional(),
  /** What to ask the driver before anything is ordered. */
  ask: z.string().optional(),
  cut: z.string().optional(),
});
export type PartsSelection = z.infer<typeof PartsSelection>;
