/** A batch of commits for a consumer that parks what it cannot take (SPEC N9). */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Arrival, BeginBatch } from '../../runtime/stream.ts';
import { failureForLog } from '../../runtime/tasks.ts';
import { attempt, failureOf } from './attempt.ts';
import { nameOf } from './order.ts';
import type { FollowerParts } from './ports.ts';

type Parts = Pick<FollowerParts, 'consumer' | 'consume' | 'parked' | 'now' | 'pause'>;

const parkAt = ({ consumer, now }: Parts, { subject, stream, number }: Arrival, error: unknown) => {
  const at = now();
  const place = { consumer, subject, stream, from: number, through: number };
  return { ...place, ...failureOf(error), tries: 0, parkedAt: at, lastTriedAt: at };
};

/**
 * A commit counts as handled once it was consumed, or its stream is parked at it, or it waits behind another one. Nobody
 * but the batch itself parks a stream of its commits, so what is parked is asked once. Throws `StorageUnavailable` where
 * a stream cannot be parked: then the commit has to come again.
 */
export const parking =
  (parts: Parts, logger: Logger): BeginBatch =>
  async (addresses) => {
    const { consumer, consume, parked, pause } = parts;
    const waiting = new Set((await parked.among(consumer, addresses)).map(nameOf));

    const take = async (arrival: Arrival): Promise<void> => {
      const commit = arrival.commit();
      await attempt(() => consume(commit), pause);
    };

    return async (arrival) => {
      const { subject, stream, number } = arrival;
      if (waiting.has(nameOf(arrival)) && (await parked.join(consumer, arrival, number))) return;
      waiting.delete(nameOf(arrival));
      try {
        await take(arrival);
      } catch (error) {
        await parked.park(parkAt(parts, arrival, error));
        waiting.add(nameOf(arrival));
        const facts = { consumer, subject, stream, number };
        logger.error('stream parked', { ...facts, ...failureForLog(error), ...failureOf(error) });
      }
    };
  };
