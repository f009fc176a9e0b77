import { KMSClient } from '@aws-sdk/client-kms';
import { createDynamoDBClient } from '../adapters/dynamodb/client.ts';
import { createDynamoDBHistoryScan } from '../adapters/dynamodb/history-scan.ts';
import { ledgerPartitionOf } from '../adapters/dynamodb/ledger-partition.ts';
import { createS3Client } from '../adapters/s3-blobs.ts';
import { createS3Digests } from '../adapters/s3-digests.ts';
import { createKmsSigner } from '../adapters/sealing/kms-signer.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now } from '../runtime/parts.ts';
import { seal } from './handler.ts';

const env = environment('EVENTS_TABLE', 'DIGESTS_BUCKET', 'DIGEST_KEY_ID', 'DYNAMODB_ENDPOINT');
const dynamodb = createDynamoDBClient(env.DYNAMODB_ENDPOINT);

export const handler = seal(
  {
    scan: createDynamoDBHistoryScan(dynamodb, env.EVENTS_TABLE),
    ledgerPartition: ledgerPartitionOf(dynamodb, env.EVENTS_TABLE),
    digests: createS3Digests({ client: createS3Client(), bucket: env.DIGESTS_BUCKET, now }),
    digestSigner: createKmsSigner(new KMSClient(), env.DIGEST_KEY_ID),
    now,
    milliseconds: () => performance.now(),
  },
  logger,
);
