import type * as z from 'zod';
import type { SweepEvent, UploadsNotRemoved, UploadsRemoved } from './events.ts';

export type SweptUploads = {
  removed: z.infer<typeof UploadsRemoved>['uploads'];
  failed: z.infer<typeof UploadsNotRemoved>['uploads'];
};

/** Nothing where a run had nothing to take. */
export const recordUploads =
  ({ removed, failed }: SweptUploads) =>
  (): SweepEvent[] => [
    ...(removed.length > 0 ? [{ type: 'UploadsRemoved' as const, uploads: removed }] : []),
    ...(failed.length > 0 ? [{ type: 'UploadsNotRemoved' as const, uploads: failed }] : []),
  ];
