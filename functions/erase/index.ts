import { createCognitoClient, createCognitoSignIns } from '../adapters/cognito-sign-ins.ts';
import { createDynamoDBClient } from '../adapters/dynamodb/client.ts';
import { createDynamoDBBodyRedactor, createDynamoDBCommitLog } from '../adapters/dynamodb/commit-log.ts';
import { createDynamoDBCountersEraser } from '../adapters/dynamodb/counters-eraser.ts';
import { createDynamoDBKeyStore } from '../adapters/dynamodb/key-store.ts';
import { createDynamoDBSessionRowEraser } from '../adapters/dynamodb/session-row-eraser.ts';
import { createS3Blobs, createS3Client } from '../adapters/s3-blobs.ts';
import { createShredder } from '../adapters/sealing/shredder.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { erase } from './handler.ts';
import { noMails } from './not-kept.ts';

const env = environment(
  'EVENTS_TABLE',
  'KEYS_TABLE',
  'VIEWS_TABLE',
  'COUNTERS_TABLE',
  'UPLOADS_BUCKET',
  'USER_POOL_ID',
  'DYNAMODB_ENDPOINT',
);
const dynamodb = createDynamoDBClient(env.DYNAMODB_ENDPOINT);

export const handler = erase(
  {
    log: createDynamoDBCommitLog(dynamodb, env.EVENTS_TABLE),
    redactor: createDynamoDBBodyRedactor(dynamodb, env.EVENTS_TABLE),
    shredder: createShredder(createDynamoDBKeyStore(dynamodb, env.KEYS_TABLE)),
    rows: createDynamoDBSessionRowEraser(dynamodb, env.VIEWS_TABLE),
    blobs: createS3Blobs({ client: createS3Client(), bucket: env.UPLOADS_BUCKET, now: () => new Date().toISOString() }),
    counters: createDynamoDBCountersEraser(dynamodb, env.COUNTERS_TABLE),
    mails: noMails,
    signIns: createCognitoSignIns(createCognitoClient(), env.USER_POOL_ID),
  },
  logger,
);
