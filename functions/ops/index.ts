import { randomUUID } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { createDynamoDBClient } from '../adapters/dynamodb/client.ts';
import { createDynamoDBHistoryScan } from '../adapters/dynamodb/history-scan.ts';
import { createDynamoDBLedgerSearch } from '../adapters/dynamodb/ledger-search.ts';
import { createEventBridgeNotices } from '../adapters/event-bridge-notices.ts';
import { createLambdaTasks } from '../adapters/lambda-tasks.ts';
import { createS3Blobs, createS3Client } from '../adapters/s3-blobs.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now, storeFromEnvironment } from '../runtime/parts.ts';
import { ops } from './handler.ts';

const env = environment(
  'EVENTS_TABLE',
  'UPLOADS_BUCKET',
  'VIEWS_FUNCTION',
  'PUBLISH_FUNCTION',
  'EVENT_BUS',
  'DYNAMODB_ENDPOINT',
);
const { store, log, vault, generations, parked } = storeFromEnvironment();
const dynamodb = createDynamoDBClient(env.DYNAMODB_ENDPOINT);

export const handler = ops(
  {
    store,
    log,
    vault,
    scan: createDynamoDBHistoryScan(dynamodb, env.EVENTS_TABLE),
    ledgerSearch: createDynamoDBLedgerSearch(dynamodb, env.EVENTS_TABLE),
    generations: generations(),
    parked: parked(),
    runTask: createLambdaTasks(new LambdaClient(), { views: env.VIEWS_FUNCTION, publish: env.PUBLISH_FUNCTION }),
    blobs: createS3Blobs({ client: createS3Client(), bucket: env.UPLOADS_BUCKET, now }),
    notify: createEventBridgeNotices(new EventBridgeClient(), env.EVENT_BUS),
    newId: randomUUID,
    now,
  },
  logger,
);
