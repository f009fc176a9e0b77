import { randomUUID } from 'node:crypto';
import { follower } from '../shared/parked/follower.ts';
import { shortly } from '../shared/parked/attempt.ts';
import { logger } from '../runtime/logger.ts';
import { now, storeFromEnvironment } from '../runtime/parts.ts';
import { projectInto } from './project.ts';

const { log, store, sessions, requests, generations, parked } = storeFromEnvironment();

export const handler = follower(
  {
    consumer: 'views',
    consume: projectInto({ store, sessions: sessions(), requests: requests(), generations: generations() }),
    log,
    parked: parked(),
    newId: randomUUID,
    now,
    milliseconds: () => performance.now(),
    pause: shortly,
  },
  logger,
);
