/** The schedules as timers of one machine. */
import { Logger } from '@aws-lambda-powertools/logger';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSchedules } from '../../infra/local/schedules.ts';
import { schedules } from '../../workflows/triggers.ts';
import type { TaskEvent } from '../../functions/runtime/tasks.ts';

const logger = new Logger({ serviceName: 'dixon', logLevel: 'SILENT' });
const MINUTE = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What was called after some minutes, by task and input. */
const calledIn = async (minutes: number): Promise<string[]> => {
  const called: string[] = [];
  const sweep = async (event: TaskEvent) => void called.push(JSON.stringify(event));
  const stop = startSchedules({ sweep }, logger);
  await vi.advanceTimersByTimeAsync(minutes * MINUTE);
  stop();
  await vi.advanceTimersByTimeAsync(3 * 1_440 * MINUTE);
  return called;
};

const inputs = (rare: boolean): string[] =>
  schedules.filter(({ every }) => every.minutes >= 1_440 === rare).map(({ input }) => JSON.stringify(input));

describe('on one machine', () => {
  it('what is done once a day is done soon after a start, for who turns it off every evening', async () => {
    const called = await calledIn(2);
    expect(inputs(true).length).toBeGreaterThan(2);
    for (const input of inputs(true)) expect(called.filter((each) => each === input)).toHaveLength(1);
  });

  it('everything runs at its pace, and nothing once it is stopped', async () => {
    const called = await calledIn(31);
    for (const { every, input } of schedules.filter(({ every }) => every.minutes <= 30))
      expect(called.filter((each) => each === JSON.stringify(input))).toHaveLength(Math.floor(31 / every.minutes));
  });
});
