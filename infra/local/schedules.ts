/** The schedules of `workflows/triggers.ts` as timers. */
import type { Logger } from '@aws-lambda-powertools/logger';
import { failureForLog, type TaskHandler } from '../../functions/runtime/tasks.ts';
import { schedules } from '../../workflows/triggers.ts';
import { invoke } from './lambda.ts';

/** Starts every schedule; the returned function ends them all. */
export const startSchedules = (groups: Readonly<Record<string, TaskHandler>>, logger: Logger): (() => void) => {
  const timers = schedules.map(({ name, every, target, input }) =>
    setInterval(() => {
      invoke(target, groups[target]!, input).catch((error: unknown) =>
        logger.error('schedule failed', { schedule: name, ...failureForLog(error) }),
      );
    }, every.minutes * 60_000).unref(),
  );
  return () => timers.forEach((timer) => clearInterval(timer));
};
