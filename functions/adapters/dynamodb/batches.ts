/**
 * Reads and deletes of many items by their keys; what did not fit into one answer, or was too much for a moment, is asked
 * for again.
 */
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type BatchGetItemCommandOutput,
  type BatchWriteItemCommandOutput,
  type DynamoDBClient,
  type KeysAndAttributes,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { backoff } from '../../runtime/backoff.ts';
import type { Item } from './commit-item.ts';

/** DynamoDB takes so many in one request. */
const READS = 100;
const WRITES = 25;

/** Requests under way at once. */
const AT_ONCE = 4;

const nameOf = (key: Item): string => `${key['pk']?.S}|${key['sk']?.S}`;

/** Groups of a size, some of them at once. */
const inGroups = async <T>(items: readonly T[], size: number, work: (group: T[]) => Promise<void>): Promise<void> => {
  for (let first = 0; first < items.length; first += size * AT_ONCE) {
    const some = items.slice(first, first + size * AT_ONCE);
    await Promise.all(
      Array.from({ length: Math.ceil(some.length / size) }, (_, index) =>
        work(some.slice(index * size, (index + 1) * size)),
      ),
    );
  }
};

/** In the order of the keys; undefined for what is not there. */
export const getAll = async (
  client: DynamoDBClient,
  TableName: string,
  keys: readonly Item[],
): Promise<(Item | undefined)[]> => {
  const found = new Map<string, Item>();
  const unique = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
  await inGroups(unique, READS, async (group) => {
    let wanted: Record<string, KeysAndAttributes> | undefined = { [TableName]: { Keys: group, ConsistentRead: true } };
    for (let attempt = 0; wanted?.[TableName]?.Keys?.length; attempt += 1) {
      if (attempt > 0) await backoff(attempt);
      const answer: BatchGetItemCommandOutput = await client.send(new BatchGetItemCommand({ RequestItems: wanted }));
      for (const item of answer.Responses?.[TableName] ?? []) found.set(nameOf(item), item);
      wanted = answer.UnprocessedKeys;
    }
  });
  return keys.map((key) => found.get(nameOf(key)));
};

export const deleteAll = (client: DynamoDBClient, TableName: string, keys: readonly Item[]): Promise<void> =>
  inGroups(keys, WRITES, async (group) => {
    const deletes = group.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk: pk!, sk: sk! } } }));
    let wanted: Record<string, WriteRequest[]> | undefined = { [TableName]: deletes };
    for (let attempt = 0; wanted?.[TableName]?.length; attempt += 1) {
      if (attempt > 0) await backoff(attempt);
      const answer: BatchWriteItemCommandOutput = await client.send(
        new BatchWriteItemCommand({ RequestItems: wanted }),
      );
      wanted = answer.UnprocessedItems;
    }
  });
