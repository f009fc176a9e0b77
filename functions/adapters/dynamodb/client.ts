/** The DynamoDB client and what every adapter does with its failures. */
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DixonError, StorageUnavailable } from '../../../schemas/errors.ts';

/**
 * A client with time limits a person would wait for: 1 s to connect, 3 s for an answer, 3 tries.
 * @param endpoint another engine than AWS's; local engines accept any credentials
 */
export const createDynamoDBClient = (endpoint?: string, config: DynamoDBClientConfig = {}): DynamoDBClient => {
  const client = new DynamoDBClient({
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 },
    maxAttempts: 3,
    ...(endpoint ? { endpoint, region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } } : {}),
    ...config,
  });
  // it walks every output to hide secrets from a logger that is not there: 5 % of a turn's time
  client.middlewareStack.remove('loggerMiddleware');
  return client;
};

/** Runs a request; whatever goes wrong that the caller did not name itself becomes `StorageUnavailable`. */
export const asStorage = async <T>(table: string, request: () => Promise<T>): Promise<T> => {
  try {
    return await request();
  } catch (cause) {
    if (cause instanceof DixonError) throw cause;
    throw new StorageUnavailable(table, { cause });
  }
};
