import { randomUUID } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { createDynamoDBClient } from '../adapters/dynamodb/client.ts';
import { createDynamoDBHistoryScan } from '../adapters/dynamodb/history-scan.ts';
import { ledgerPartitionOf } from '../adapters/dynamodb/ledger-partition.ts';
import { createDynamoDBLedgerSearch } from '../adapters/dynamodb/ledger-search.ts';
import { createDynamoDBSubjectHistory } from '../adapters/dynamodb/subject-history.ts';
import { createEventBridgeNotices } from '../adapters/event-bridge-notices.ts';
import { createS3Blobs, createS3Client } from '../adapters/s3-blobs.ts';
import { createS3Digests } from '../adapters/s3-digests.ts';
import { createKmsSigner } from '../adapters/sealing/kms-signer.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now, storeFromEnvironment } from '../runtime/parts.ts';
import { audit } from './handler.ts';

const env = environment(
  'EVENTS_TABLE',
  'UPLOADS_BUCKET',
  'DIGESTS_BUCKET',
  'DIGEST_KEY_ID',
  'BUNDLE_KEY_ID',
  'EVENT_BUS',
  'DYNAMODB_ENDPOINT',
);
const { store, log, vault } = storeFromEnvironment();
const dynamodb = createDynamoDBClient(env.DYNAMODB_ENDPOINT);
const s3 = createS3Client();
const kms = new KMSClient();

export const handler = audit(
  {
    store,
    log,
    vault,
    scan: createDynamoDBHistoryScan(dynamodb, env.EVENTS_TABLE),
    ledgerSearch: createDynamoDBLedgerSearch(dynamodb, env.EVENTS_TABLE),
    ledgerPartition: ledgerPartitionOf(dynamodb, env.EVENTS_TABLE),
    subjectHistory: createDynamoDBSubjectHistory(dynamodb, env.EVENTS_TABLE),
    digests: createS3Digests({ client: s3, bucket: env.DIGESTS_BUCKET, now }),
    digestSigner: createKmsSigner(kms, env.DIGEST_KEY_ID),
    bundleSigner: createKmsSigner(kms, env.BUNDLE_KEY_ID),
    blobs: createS3Blobs({ client: s3, bucket: env.UPLOADS_BUCKET, now }),
    notify: createEventBridgeNotices(new EventBridgeClient(), env.EVENT_BUS),
    newId: randomUUID,
    now,
  },
  logger,
);
