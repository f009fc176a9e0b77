import { createAnonymousTokenVerifier } from '../adapters/anonymous-tokens.ts';
import { createDynamoDBClient } from '../adapters/dynamodb/client.ts';
import { createDynamoDBKeyStore } from '../adapters/dynamodb/key-store.ts';
import { createVerifyingKeys } from '../adapters/sealing/signing-key.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { now } from '../runtime/parts.ts';
import { registeredIn } from './cognito.ts';
import { authorizer } from './handler.ts';

const env = environment('KEYS_TABLE', 'DYNAMODB_ENDPOINT', 'USER_POOL_ID', 'USER_POOL_CLIENT_ID');
const keys = createVerifyingKeys(createDynamoDBKeyStore(createDynamoDBClient(env.DYNAMODB_ENDPOINT), env.KEYS_TABLE));

export const handler = authorizer(
  {
    visitors: createAnonymousTokenVerifier({ keys, now }),
    registered: registeredIn({ userPoolId: env.USER_POOL_ID, clientId: env.USER_POOL_CLIENT_ID }),
  },
  logger,
);
