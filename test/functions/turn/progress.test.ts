import { Logger } from '@aws-lambda-powertools/logger';
import { expect, test, vi } from 'vitest';
import { discreetly, type Progress, type ProgressStep } from '../../../functions/turn/progress.ts';

const step: ProgressStep = { sessionId: 's', turnId: 't', step: 'STARTED', at: '2026-01-22T10:00:00.000Z' };

/** What is logged of progress that goes wrong. */
const loggedBy = async (progress: Progress, steps = [step]): Promise<unknown[][]> => {
  const logger = new Logger({ logLevel: 'SILENT' });
  const warn = vi.spyOn(logger, 'warn');
  await discreetly(progress, logger, 20)(steps);
  return warn.mock.calls;
};

test('a failure is logged by its name, without its message, and goes no further', async () => {
  const [call] = await loggedBy(async () => {
    throw new TypeError('My brakes are squealing');
  });
  expect(call).toMatchObject(['progress not told', { steps: 1, failure: 'TypeError' }]);
  expect(JSON.stringify(call)).not.toContain('brakes');
});

test('progress that hangs is left behind and told so', async () => {
  let aborted = false;
  const hanging: Progress = (_, signal) => new Promise(() => signal.addEventListener('abort', () => (aborted = true)));
  expect(await loggedBy(hanging)).toMatchObject([['progress not told', { failure: 'TimeoutError' }]]);
  expect(aborted).toBe(true);
});

test('nothing to tell asks nobody, and what goes well is not logged', async () => {
  const progress = vi.fn<Progress>(async () => {});
  expect(await loggedBy(progress, [])).toEqual([]);
  expect(progress).not.toHaveBeenCalled();
  expect(await loggedBy(progress)).toEqual([]);
  expect(progress).toHaveBeenCalledOnce();
});
