/** What people may send (SPEC B3). */
import * as z from 'zod';

/** Pictures as phones and browsers make them, and documents of workshops. */
export const UploadType = z.enum([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'image/gif',
  'application/pdf',
]);
export type UploadType = z.infer<typeof UploadType>;

/** 10 MB, in bytes. */
export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;

export const UploadSize = z
  .number()
  .int()
  .min(1)
  .refine((size) => size <= MAX_UPLOAD_BYTES, 'a file has at most 10 MB');
