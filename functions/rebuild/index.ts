import { KNOWN_FOR_SECONDS } from '../../events/projections/generations.ts';
import { createDynamoDBClient } from '../adapters/dynamodb/client.ts';
import { createDynamoDBHistoryScan } from '../adapters/dynamodb/history-scan.ts';
import { createDynamoDBRequestRows } from '../adapters/dynamodb/request-rows.ts';
import { createDynamoDBSessionRows } from '../adapters/dynamodb/session-rows.ts';
import { createS3Blobs, createS3Client } from '../adapters/s3-blobs.ts';
import { backoff } from '../runtime/backoff.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now, storeFromEnvironment } from '../runtime/parts.ts';
import { rebuild } from './handler.ts';

const env = environment('EVENTS_TABLE', 'VIEWS_TABLE', 'UPLOADS_BUCKET', 'DYNAMODB_ENDPOINT');
const { store, vault, sessions, generations } = storeFromEnvironment();
const dynamodb = createDynamoDBClient(env.DYNAMODB_ENDPOINT);

export const handler = rebuild(
  {
    store,
    vault,
    sessions: sessions(),
    generations: generations(),
    scan: createDynamoDBHistoryScan(dynamodb, env.EVENTS_TABLE),
    sessionRows: createDynamoDBSessionRows(dynamodb, env.VIEWS_TABLE, vault),
    requestRows: createDynamoDBRequestRows(dynamodb, env.VIEWS_TABLE),
    blobs: createS3Blobs({ client: createS3Client(), bucket: env.UPLOADS_BUCKET, now }),
    now,
    milliseconds: () => performance.now(),
    backoff,
    knownForSeconds: KNOWN_FOR_SECONDS,
  },
  logger,
);
