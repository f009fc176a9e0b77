/** Looks again and again until something is as it should be. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../api-client.ts';
import type { World } from '../world.ts';

/** So many times in a row may nothing answer: a server that is started again is back by then. */
const PATIENCE = 5;

const isPassing = (error: unknown): boolean =>
  error instanceof ApiError && (error.recoverable || error.code === 'Unreachable');

/**
 * @param look one look
 * @param isOver whether it was the last
 * @throws what `look` throws, once it fails for good; the reason of the signal
 */
export const poll = async <T>(
  { pause, signal }: Pick<World, 'pause' | 'signal'>,
  look: () => Promise<T>,
  isOver: (seen: T) => boolean,
): Promise<T> => {
  let failures = 0;
  for (;;) {
    signal.throwIfAborted();
    try {
      const seen = await look();
      failures = 0;
      if (isOver(seen)) return seen;
    } catch (error) {
      failures += 1;
      if (!isPassing(error) || failures >= PATIENCE) throw error;
    }
    await sleep(pause, undefined, { signal });
  }
};
