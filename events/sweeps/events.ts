/** What the sweep of uploads did (SPEC B4: every deletion and every failure is an audit event). Ids of uploads name nobody once the file and its session are gone. */
import * as z from 'zod';
import { plain } from '../../schemas/personal.ts';
import { FailureName } from '../../schemas/privacy.ts';

const UploadId = z.guid();

/** Files that no session had, at two looks, are gone. */
export const UploadsRemoved = z.object({ type: z.literal('UploadsRemoved'), uploads: plain(z.array(UploadId)) });

/** They are left for the next run. */
export const UploadsNotRemoved = z.object({
  type: z.literal('UploadsNotRemoved'),
  uploads: plain(z.array(z.object({ uploadId: UploadId, error: FailureName }))),
});

export const SweepEvent = z.discriminatedUnion('type', [UploadsRemoved, UploadsNotRemoved]);
export type SweepEvent = z.infer<typeof SweepEvent>;

/** None yet: every event is still at version 1. */
export const sweepUpcasters = {};
