/**
 * What a tool knows of the session beside its input: put together by the server from facts, never by the model, so that
 * a model that was talked into something cannot show a tool another car or another price level.
 */
import * as z from 'zod';
import { Preferences, UploadId } from '../values.ts';
import { Basic } from '../vehicle.ts';

/** What a decoded VIN adds to year, make and model; known at `precision` only. The words are those of `Likelier`. */
export const Build = z.object({
  engine: z
    .object({
      cylinders: z.number().int().positive().max(16).optional(),
      displacementL: z.number().positive().max(20).optional(),
      fuel: z.enum(['petrol', 'diesel', 'hybrid', 'electric', 'flex', 'gas', 'hydrogen']).optional(),
      turbo: z.boolean().optional(),
    })
    .optional(),
  drive: z.enum(['front', 'rear', 'all']).optional(),
  transmission: z.enum(['manual', 'automatic', 'cvt']).optional(),
});
export type Build = z.infer<typeof Build>;

/** A vehicle as a tool sees it: never the VIN itself. A VIN does not always tell the model. */
export const VehicleFacts = z.object({ ...Basic.partial({ model: true }).shape, ...Build.shape });
export type VehicleFacts = z.infer<typeof VehicleFacts>;

export const ToolContext = z.object({
  /** The day of the turn, UTC: what the age of a car is reckoned from. */
  today: z.iso.date(),
  /** Absent at `quick`, and where the session has no vehicle. */
  vehicle: VehicleFacts.optional(),
  preferences: Preferences,
  /** Upload ids of the session's pictures, newest first; at `precision`, where a VIN may be read from one. */
  pictures: z.array(UploadId).max(10),
  /** Fault ids of the last diagnosis, likeliest first: what "it" means in "what would it cost?" (SPEC A8). */
  faults: z.array(z.string()).max(5),
});
export type ToolContext = z.infer<typeof ToolContext>;
