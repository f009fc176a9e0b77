import type { Logger } from '@aws-lambda-powertools/logger';
import { sweepContract } from '../../workflows/sweep/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { reconcile, type ReconcileParts } from './reconcile.ts';

/** What schedules start. */
export const sweep = (parts: ReconcileParts, logger: Logger) =>
  tasks(sweepContract, { Reconcile: reconcile(parts) }, logger);
