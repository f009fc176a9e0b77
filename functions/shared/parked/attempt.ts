/** How a commit is tried, and what is kept of a failure. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DixonError } from '../../../schemas/errors.ts';
import type { Parked } from './ports.ts';

const ATTEMPTS = 3;

const LEAST_MS = 20;
const SPREAD_MS = 80;

/** 40 to 280 ms before the third attempt: a glitch is over by then, and nobody behind it has waited long. */
export const shortly = async (attempt: number): Promise<void> => {
  await sleep(LEAST_MS + Math.random() * SPREAD_MS * attempt);
};

/** Three attempts. Throws what the last one threw. */
export const attempt = async (
  take: () => Promise<void>,
  pause: (attempt: number) => Promise<void>,
  number = 1,
): Promise<void> => {
  try {
    await take();
  } catch (error) {
    if (number === ATTEMPTS) throw error;
    await pause(number);
    await attempt(take, pause, number + 1);
  }
};

const NAME = /^\w{1,64}$/;

/** Its name, never its message: that may hold what a person wrote. What has no name of ours does not pass by itself. */
export const failureOf = (error: unknown): Pick<Parked, 'failure' | 'recoverable'> => ({
  failure: error instanceof Error && NAME.test(error.name) ? error.name : 'unknown',
  recoverable: error instanceof DixonError && error.recoverable,
});
