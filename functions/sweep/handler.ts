import type { Logger } from '@aws-lambda-powertools/logger';
import { sweepContract } from '../../workflows/sweep/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { alertDueRequests, type AlertParts } from './alert-due-requests.ts';
import type { RetentionParts } from './ports.ts';
import { reconcile, type ReconcileParts } from './reconcile.ts';
import { resumeRequests, type ResumeParts } from './resume-requests.ts';
import { sweepExports, type ExportParts } from './sweep-exports.ts';
import { sweepRetention } from './sweep-retention.ts';
import { sweepUploads, type UploadParts } from './sweep-uploads.ts';

export type SweepParts = ReconcileParts & RetentionParts & UploadParts & ExportParts & AlertParts & ResumeParts;

/** What schedules start. What a sweep did is in the log as well: numbers, and names of errors. */
export const sweep = (parts: SweepParts, logger: Logger) => {
  const told =
    <I, O extends object>(task: string, run: (input: I) => Promise<O>) =>
    async (input: I): Promise<O> => {
      const done = await run(input);
      logger.info('swept', { task, ...done });
      return done;
    };
  return tasks(
    sweepContract,
    {
      Reconcile: reconcile(parts),
      SweepRetention: told('SweepRetention', sweepRetention(parts)),
      SweepUploads: told('SweepUploads', sweepUploads(parts)),
      SweepExports: told('SweepExports', sweepExports(parts)),
      AlertDueRequests: told('AlertDueRequests', alertDueRequests(parts)),
      ResumeRequests: told('ResumeRequests', resumeRequests(parts)),
    },
    logger,
  );
};
