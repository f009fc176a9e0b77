import { randomUUID } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { createDynamoDBClient } from '../adapters/dynamodb/client.ts';
import { createDynamoDBCommitLog } from '../adapters/dynamodb/commit-log.ts';
import { createDynamoDBParkedStreams } from '../adapters/dynamodb/parked-streams.ts';
import { createEventBridgeBus } from '../adapters/event-bridge.ts';
import { shortly } from '../shared/parked/attempt.ts';
import { follower } from '../shared/parked/follower.ts';
import { backoff } from '../runtime/backoff.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { announceOn } from './announce.ts';

const env = environment('EVENT_BUS', 'EVENTS_TABLE', 'PARKED_TABLE', 'DYNAMODB_ENDPOINT');
/** Whatever hangs holds up everybody behind it: it fails in time for its stream to be parked. */
const limits = {
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  maxAttempts: 3,
};
const bus = createEventBridgeBus(new EventBridgeClient(limits), env.EVENT_BUS, backoff);
const dynamodb = createDynamoDBClient(env.DYNAMODB_ENDPOINT);

export const handler = follower(
  {
    consumer: 'publish',
    consume: announceOn(bus),
    // headers are all that is announced: it has no key, and opens nothing
    log: createDynamoDBCommitLog(dynamodb, env.EVENTS_TABLE),
    parked: createDynamoDBParkedStreams(dynamodb, env.PARKED_TABLE, backoff),
    newId: randomUUID,
    now: () => new Date().toISOString(),
    milliseconds: () => performance.now(),
    pause: shortly,
  },
  logger,
);
