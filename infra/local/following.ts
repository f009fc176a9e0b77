/** The groups that follow the event table's stream, with what they may touch on one machine. */
import { randomUUID } from 'node:crypto';
import { shortly } from '../../functions/shared/parked/attempt.ts';
import { follower, type FollowerHandler } from '../../functions/shared/parked/follower.ts';
import type { Consume, Consumer } from '../../functions/shared/parked/ports.ts';
import { announceOn, type Bus } from '../../functions/publish/announce.ts';
import { projectInto } from '../../functions/views/project.ts';
import type { RuntimeOptions } from './options.ts';
import type { Storage } from './parts.ts';

type FollowingOptions = Pick<RuntimeOptions, 'logger' | 'decorate'> & {
  storage: Storage;
  now: () => string;
  /** Where the bus is reached, which calls groups in its turn. */
  announce: Bus;
};

export const followingIn = (options: FollowingOptions): Readonly<Record<Consumer, FollowerHandler>> => {
  const { storage, now, announce, logger, decorate = {} } = options;
  const { log, parked } = storage;
  const following = (consumer: Consumer, consume: Consume): FollowerHandler =>
    follower(
      {
        consumer,
        consume: decorate.consume?.(consumer, consume) ?? consume,
        log,
        parked,
        newId: randomUUID,
        now,
        milliseconds: () => performance.now(),
        pause: shortly,
      },
      logger,
    );
  return { views: following('views', projectInto(storage)), publish: following('publish', announceOn(announce)) };
};
