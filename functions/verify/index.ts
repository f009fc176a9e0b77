import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { createDynamoDBClient } from '../adapters/dynamodb/client.ts';
import { createDynamoDBHistoryScan } from '../adapters/dynamodb/history-scan.ts';
import { createEventBridgeNotices } from '../adapters/event-bridge-notices.ts';
import { createS3Blobs, createS3Client } from '../adapters/s3-blobs.ts';
import { createS3Digests } from '../adapters/s3-digests.ts';
import { createKmsSigner } from '../adapters/sealing/kms-signer.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now, storeFromEnvironment } from '../runtime/parts.ts';
import { verify } from './handler.ts';

const env = environment(
  'EVENTS_TABLE',
  'UPLOADS_BUCKET',
  'DIGESTS_BUCKET',
  'DIGEST_KEY_ID',
  'EVENT_BUS',
  'DYNAMODB_ENDPOINT',
);
const { store, log, vault } = storeFromEnvironment();
const s3 = createS3Client();

export const handler = verify(
  {
    store,
    log,
    vault,
    scan: createDynamoDBHistoryScan(createDynamoDBClient(env.DYNAMODB_ENDPOINT), env.EVENTS_TABLE),
    digests: createS3Digests({ client: s3, bucket: env.DIGESTS_BUCKET, now }),
    digestSigner: createKmsSigner(new KMSClient(), env.DIGEST_KEY_ID),
    blobs: createS3Blobs({ client: s3, bucket: env.UPLOADS_BUCKET, now }),
    notify: createEventBridgeNotices(new EventBridgeClient(), env.EVENT_BUS),
    now,
    milliseconds: () => performance.now(),
  },
  logger,
);
