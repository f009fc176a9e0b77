/** The schedules as timers of one machine. */
import { Logger } from '@aws-lambda-powertools/logger';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSchedules } from '../../infra/local/schedules.ts';
import { schedules, type Schedule } from '../../workflows/triggers.ts';
import type { TaskEvent } from '../../functions/runtime/tasks.ts';

const logger = new Logger({ serviceName: 'dixon', logLevel: 'SILENT' });
const MINUTE = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What was called after some minutes, by group, task and input. */
const calledIn = async (minutes: number): Promise<string[]> => {
  const called: string[] = [];
  const group = (name: string) => async (event: TaskEvent) => void called.push(`${name} ${JSON.stringify(event)}`);
  const groups = Object.fromEntries(schedules.map(({ target }) => [target, group(target)]));
  const stop = startSchedules(groups, logger);
  await vi.advanceTimersByTimeAsync(minutes * MINUTE);
  stop();
  await vi.advanceTimersByTimeAsync(3 * 1_440 * MINUTE);
  return called;
};

const callOf = ({ target, input }: Schedule): string => `${target} ${JSON.stringify(input)}`;

const rare = schedules.filter(({ every }) => every.minutes >= 60);

describe('on one machine', () => {
  it('what is done once an hour or once a day is done soon after a start, for who turns it off every evening', async () => {
    const called = await calledIn(2);
    expect(rare.length).toBeGreaterThan(2);
    for (const schedule of rare) expect(called.filter((each) => each === callOf(schedule))).toHaveLength(1);
  });

  it('everything runs at its pace, and nothing once it is stopped', async () => {
    const called = await calledIn(31);
    for (const schedule of schedules.filter(({ every }) => every.minutes <= 30))
      expect(called.filter((each) => each === callOf(schedule))).toHaveLength(Math.floor(31 / schedule.every.minutes));
  });
});
