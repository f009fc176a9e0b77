/** The schedules of `workflows/triggers.ts` as timers. */
import type { Logger } from '@aws-lambda-powertools/logger';
import { failureForLog, type TaskHandler } from '../../functions/runtime/tasks.ts';
import { schedules, type Schedule } from '../../workflows/triggers.ts';
import { invoke } from './lambda.ts';

const MINUTE_MS = 60_000;

/**
 * Who turns a machine off every evening would never see what is done once a day, and seldom what is done once an hour:
 * that is done soon after a start, too.
 */
const isRare = ({ every }: Schedule): boolean => every.minutes >= 60;

/** Starts every schedule; the returned function ends them all. */
export const startSchedules = (groups: Readonly<Record<string, TaskHandler>>, logger: Logger): (() => void) => {
  const run = ({ name, target, input }: Schedule) => {
    invoke(target, groups[target]!, input).catch((error: unknown) =>
      logger.error('schedule failed', { schedule: name, ...failureForLog(error) }),
    );
  };
  const timers = schedules.flatMap((schedule) => [
    setInterval(run, schedule.every.minutes * MINUTE_MS, schedule).unref(),
    ...(isRare(schedule) ? [setTimeout(run, MINUTE_MS, schedule).unref()] : []),
  ]);
  return () => timers.forEach((timer) => clearTimeout(timer));
};
