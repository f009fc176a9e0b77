import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_MS = 10;
const LONGEST_MS = 400;

/** Waits before another attempt: full jitter under a doubling ceiling, so that rivals for one stream spread out. */
export const backoff = async (attempt: number): Promise<void> => {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  await sleep(Math.random() * ceiling);
};
