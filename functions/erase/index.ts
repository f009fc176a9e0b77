import { createDynamoDBClient } from '../adapters/dynamodb/client.ts';
import { createDynamoDBBodyRedactor, createDynamoDBCommitLog } from '../adapters/dynamodb/commit-log.ts';
import { createDynamoDBKeyStore } from '../adapters/dynamodb/key-store.ts';
import { createDynamoDBSessionRowEraser } from '../adapters/dynamodb/session-row-eraser.ts';
import { createShredder } from '../adapters/sealing/shredder.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { erase } from './handler.ts';

const env = environment('EVENTS_TABLE', 'KEYS_TABLE', 'VIEWS_TABLE', 'DYNAMODB_ENDPOINT');
const dynamodb = createDynamoDBClient(env.DYNAMODB_ENDPOINT);

export const handler = erase(
  {
    log: createDynamoDBCommitLog(dynamodb, env.EVENTS_TABLE),
    redactor: createDynamoDBBodyRedactor(dynamodb, env.EVENTS_TABLE),
    shredder: createShredder(createDynamoDBKeyStore(dynamodb, env.KEYS_TABLE)),
    rows: createDynamoDBSessionRowEraser(dynamodb, env.VIEWS_TABLE),
  },
  logger,
);
