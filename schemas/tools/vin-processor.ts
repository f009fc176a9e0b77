import * as z from 'zod';
import { UploadId } from '../values.ts';
import { VinDetails } from '../vin-details.ts';

/** How a VIN came: typed, by the camera of a phone, or as a picture from a file (SPEC A6). */
export const VinMethod = z.enum(['manual', 'camera', 'image_upload']);
export type VinMethod = z.infer<typeof VinMethod>;

export const VinProcessorInput = z.strictObject({
  method: VinMethod.describe('manual: the driver typed the VIN. camera, image_upload: the driver sent a picture.'),
  vin: z.string().trim().min(1).max(40).optional().describe('The VIN exactly as the driver typed it.'),
  uploadId: UploadId.optional().describe('Which picture; left out, the newest one of the session.'),
});
export type VinProcessorInput = z.infer<typeof VinProcessorInput>;

/** How a VIN got from the driver into letters and digits. */
export const VinReadBy = z.enum(['typed', 'barcode', 'text']);

export const VinSource = z.enum(['nhtsa', 'vpic-embedded']);
export type VinSource = z.infer<typeof VinSource>;

/** Without the VIN itself: the assistant needs what it says, not the number. */
export const VinProcessed = z.object({
  decoded: z.boolean(),
  /** What is wrong with it and what to do, where it was not decoded. */
  problem: z.string().optional(),
  details: VinDetails.optional(),
  source: VinSource.optional(),
  sourceVersion: z.string().optional(),
  readBy: VinReadBy.optional(),
});
export type VinProcessed = z.infer<typeof VinProcessed>;
