/** Counters of a person for the erase job: `rate-limits.ts` says how they stand. */
import { DeleteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { countersOf } from '../../api/rates.ts';
import type { PersonEraser } from '../../erase/ports.ts';
import { asStorage } from './client.ts';
import type { Item } from './commit-item.ts';
import { queryPages } from './query-pages.ts';

export const createDynamoDBCountersEraser = (client: DynamoDBClient, TableName: string): PersonEraser => {
  const keysOf = async (userId: string): Promise<Item[]> => {
    const keys: Item[] = [];
    for (const counter of countersOf(userId)) {
      const pages = queryPages(client, {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: counter } },
        ProjectionExpression: 'pk, sk',
        ConsistentRead: true,
      });
      for await (const { Items = [] } of pages) keys.push(...Items);
    }
    return keys;
  };

  return {
    count: (userId) => asStorage(TableName, async () => (await keysOf(userId)).length),
    remove: (userId) =>
      asStorage(TableName, async () => {
        const keys = await keysOf(userId);
        for (const Key of keys) await client.send(new DeleteItemCommand({ TableName, Key }));
        return keys.length;
      }),
  };
};
