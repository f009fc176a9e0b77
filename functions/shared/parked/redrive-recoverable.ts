/** RedriveRecoverable: what an outage has parked flows again, without anybody. */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { InputOf, OutputOf } from '../../../workflows/contract.ts';
import type { followContract } from '../../../workflows/follow/contract.ts';
import { failureForLog } from '../../runtime/tasks.ts';
import { inLanes } from './lanes.ts';
import type { FollowerParts, Parked } from './ports.ts';
import { redriveOf } from './redrive.ts';

type Input = InputOf<typeof followContract, 'RedriveRecoverable'>;
type Output = OutputOf<typeof followContract, 'RedriveRecoverable'>;

/** Of the minute that its function has. */
const BUDGET_MS = 40_000;

/** Streams beside each other, until the time is over; the order within each is kept. */
export const redriveRecoverableOf = (parts: FollowerParts, logger: Logger) => {
  const redrive = redriveOf(parts);

  return async ({ limit }: Input): Promise<Output> => {
    const { consumer, parked, milliseconds } = parts;
    const until = milliseconds() + BUDGET_MS;
    const sum = { streams: 0, commits: 0, left: 0 };

    const one = async (stream: Parked): Promise<void> => {
      sum.streams += 1;
      try {
        const { commits, left } = await redrive(stream, until);
        sum.commits += commits;
        sum.left += left ? 1 : 0;
      } catch (error) {
        sum.left += 1;
        logger.warn('stream not re-driven', { consumer, ...failureForLog(error) });
      }
    };

    await inLanes(await parked.recoverable(consumer, limit), one, () => milliseconds() <= until);
    return sum;
  };
};
