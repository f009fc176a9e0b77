/** What starts the jobs of privacy requests: it may read requests and start executions, and nothing else. */
import type { Logger } from '@aws-lambda-powertools/logger';
import { jobsContract } from '../../workflows/requests/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import type { JobsParts } from './ports.ts';
import { startJob } from './start-job.ts';
import { startRebuild, startVerification } from './start-of-system.ts';

export const jobs = (parts: JobsParts, logger: Logger) =>
  tasks(
    jobsContract,
    {
      StartJob: startJob(parts),
      StartVerification: startVerification(parts),
      StartRebuild: startRebuild(parts),
    },
    logger,
  );
