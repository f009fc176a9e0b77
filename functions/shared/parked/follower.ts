/**
 * A group that follows the event table's stream: it is given batches of records, and the tasks by which what it has
 * parked is taken again. Both with the same permissions, which nobody else needs.
 */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Context, DynamoDBStreamEvent } from 'aws-lambda';
import { followContract } from '../../../workflows/follow/contract.ts';
import { followCommits, type StreamHandler } from '../../runtime/stream.ts';
import { tasks, type TaskEvent, type TaskHandler } from '../../runtime/tasks.ts';
import { parking } from './batch.ts';
import type { FollowerParts } from './ports.ts';
import { redriveRecoverableOf } from './redrive-recoverable.ts';
import { redriveOf } from './redrive.ts';

export type FollowerHandler = StreamHandler & TaskHandler;

export const follower = (parts: FollowerParts, logger: Logger): FollowerHandler => {
  const follow = followCommits(parking(parts, logger), logger);
  const redrive = redriveOf(parts);
  const asked = tasks(
    followContract,
    { Redrive: (input) => redrive(input), RedriveRecoverable: redriveRecoverableOf(parts, logger) },
    logger,
  );
  const handler = (event: DynamoDBStreamEvent | TaskEvent, context: Context): Promise<unknown> =>
    'Records' in event ? follow(event, context) : asked(event, context);
  return handler as FollowerHandler;
};
