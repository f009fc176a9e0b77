/** How a tool is told which work is meant, and how it names the work it found. Shared by the tools about parts and money. */
import * as z from 'zod';

/** A fault or job by its id, or the work in words; neither: the likeliest cause of the last diagnosis. */
export const workAsked = {
  fault: z
    .string()
    .regex(/^[a-z_]+\.[a-z0-9-]+$/)
    .optional()
    .describe('The id of the fault, as the diagnosis named it. Leave it out to mean the last diagnosis.'),
  problem: z
    .string()
    .trim()
    .min(1)
    .max(400)
    .optional()
    .describe('The repair or service in words, such as "front brake pads", where no fault id is known.'),
};

/** A US state by its two letters, where the driver named one. */
export const state = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/)
  .optional()
  .describe('The US state by its two letters, where the driver named a place.');

export const PartsPreference = z.enum(['oem', 'equivalent', 'budget']);
export type PartsPreference = z.infer<typeof PartsPreference>;

/** US dollars, low to high. */
export const Dollars = z.object({ low: z.number().nonnegative(), high: z.number().nonnegative() });
export type Dollars = z.infer<typeof Dollars>;

/** What every one of these tools says first: whether it knows the work, and how it calls it. */
export const workFound = {
  found: z.boolean(),
  /** Id of the fault or job. */
  work: z.string().optional(),
  /** "Replace the brake pads and rotors on one axle". */
  name: z.string().optional(),
};
