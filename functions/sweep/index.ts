import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { createEventBridgeBus } from '../adapters/event-bridge.ts';
import { createEventBridgeNotices } from '../adapters/event-bridge-notices.ts';
import { createS3Blobs, createS3Client } from '../adapters/s3-blobs.ts';
import { announceOn } from '../publish/announce.ts';
import { backoff } from '../runtime/backoff.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now, storeFromEnvironment } from '../runtime/parts.ts';
import { sweep } from './handler.ts';
import { holdsIn } from './is-held.ts';

const { EVENT_BUS, UPLOADS_BUCKET } = environment('EVENT_BUS', 'UPLOADS_BUCKET');
const { log, store, dueSessions, uploadNotes, requests } = storeFromEnvironment();
const events = new EventBridgeClient();

export const handler = sweep(
  {
    log,
    store,
    now,
    dueSessions: dueSessions(),
    notes: uploadNotes(),
    requests: requests(),
    blobs: createS3Blobs({ client: createS3Client(), bucket: UPLOADS_BUCKET, now }),
    isHeld: holdsIn({ store }),
    notify: createEventBridgeNotices(events, EVENT_BUS),
    announce: announceOn(createEventBridgeBus(events, EVENT_BUS, backoff)),
  },
  logger,
);
