import { SFNClient } from '@aws-sdk/client-sfn';
import { createDynamoDBClient } from '../adapters/dynamodb/client.ts';
import { createDynamoDBLedgerMark } from '../adapters/dynamodb/ledger-mark.ts';
import { createS3Blobs, createS3Client } from '../adapters/s3-blobs.ts';
import { createStandardExecutions } from '../adapters/standard-executions.ts';
import { createLedger } from '../privacy/ledger.ts';
import { isRequestHeld } from '../privacy/wait-for-hold.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now, storeFromEnvironment } from '../runtime/parts.ts';
import { restore } from './handler.ts';

const env = environment('KEYS_TABLE', 'RECORDS_BUCKET', 'ERASE_DATA_ARN', 'DYNAMODB_ENDPOINT');
const { store, vault, log } = storeFromEnvironment();
const blobs = createS3Blobs({ client: createS3Client(), bucket: env.RECORDS_BUCKET, now });

export const handler = restore(
  {
    shredder: vault,
    log,
    ledger: createLedger({ blobs, now }),
    mark: createDynamoDBLedgerMark(createDynamoDBClient(env.DYNAMODB_ENDPOINT), env.KEYS_TABLE),
    isWaiting: isRequestHeld(store),
    start: createStandardExecutions(new SFNClient(), { 'erase-data': env.ERASE_DATA_ARN }),
  },
  logger,
);
