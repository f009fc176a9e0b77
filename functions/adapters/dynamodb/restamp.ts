/**
 * Stamps a person's rows anew, in every generation that there is: what they say stays sealed, and is written back as it
 * was.
 */
import { isDeepStrictEqual } from 'node:util';
import { ConditionalCheckFailedException, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { stampOf } from '../../../events/projections/due.ts';
import type { RowStamper } from '../../../events/projections/ports.ts';
import { asStorage } from './client.ts';
import type { Item } from './commit-item.ts';
import { queryPages } from './query-pages.ts';
import { daysIn, generationOf, SESSIONS, stampAttributes } from './session-item.ts';

/** Writes under way at once. */
const AT_ONCE = 16;

export const createDynamoDBRowStamper = (client: DynamoDBClient, TableName: string): RowStamper => {
  const put = async (Item: Item): Promise<boolean> => {
    try {
      // a row that was written since was written with what counts now
      const ConditionExpression = 'through = :through';
      const ExpressionAttributeValues = { ':through': Item['through']! };
      await client.send(new PutItemCommand({ TableName, Item, ConditionExpression, ExpressionAttributeValues }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };

  /** The item with its new stamp; undefined for what needs none. */
  const stamped = (userId: string, item: Item, days: 30 | 90 | -1, notBefore: string): Item | undefined => {
    const lastActive = item['lastActive']?.S;
    if (lastActive === undefined || !item['through']) return undefined;
    const counts = daysIn(item) === 0 ? 0 : days;
    const stamp = stampAttributes(counts, stampOf({ userId, lastActive }, counts, notBefore), generationOf(item));
    const isSame = Object.entries(stamp).every(([name, value]) => isDeepStrictEqual(item[name], value));
    return isSame ? undefined : { ...item, ...stamp };
  };

  return {
    stampAll: (userId, days, notBefore) =>
      asStorage(TableName, async () => {
        let written = 0;
        const input = {
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :session)',
          ExpressionAttributeValues: { ':pk': { S: userId }, ':session': { S: SESSIONS } },
          ConsistentRead: true,
        };
        for await (const { Items = [] } of queryPages(client, input)) {
          const changed = (Items as Item[])
            .map((item) => stamped(userId, item, days, notBefore))
            .filter((item) => item !== undefined);
          for (let first = 0; first < changed.length; first += AT_ONCE) {
            const done = await Promise.all(changed.slice(first, first + AT_ONCE).map(put));
            written += done.filter(Boolean).length;
          }
        }
        return written;
      }),
  };
};
