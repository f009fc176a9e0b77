/** Session rows for the erase job: it replaces them by tombstones and opens none, so it needs no key. */
import { ConditionalCheckFailedException, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SessionRowEraser } from '../../erase/ports.ts';
import { asStorage } from './client.ts';
import { queryPages } from './query-pages.ts';
import { keyOf, sessionIdOf, toGoneItem } from './session-item.ts';

/** The largest number that a commit can have: no commit of an erased session may be shown again. */
const EVERY_COMMIT = 9_999_999_999;

/** @param nowMs milliseconds since 1970 */
export const createDynamoDBSessionRowEraser = (
  client: DynamoDBClient,
  TableName: string,
  nowMs: () => number = Date.now,
): SessionRowEraser => ({
  erase: (userId, sessionId) =>
    asStorage(TableName, async () => {
      try {
        const { Attributes } = await client.send(
          new PutItemCommand({
            TableName,
            Item: toGoneItem({ userId, sessionId, status: 'DELETED', through: EVERY_COMMIT }, nowMs()),
            ConditionExpression: 'attribute_not_exists(through) OR through < :through',
            ExpressionAttributeValues: { ':through': { N: String(EVERY_COMMIT) } },
            ReturnValues: 'ALL_OLD',
          }),
        );
        return Attributes?.['body'] !== undefined;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    }),

  shown: (userId, sessionId) =>
    asStorage(TableName, async () => {
      // of one: a query by its whole key, since this role may look at no item
      const pages = queryPages(client, {
        TableName,
        KeyConditionExpression: sessionId === undefined ? 'pk = :pk AND begins_with(sk, :sk)' : 'pk = :pk AND sk = :sk',
        FilterExpression: 'attribute_exists(#body)',
        ProjectionExpression: 'sk',
        ExpressionAttributeNames: { '#body': 'body' },
        ExpressionAttributeValues: { ':pk': { S: userId }, ':sk': keyOf(userId, sessionId ?? '').sk },
        ConsistentRead: true,
      });
      const shown: string[] = [];
      for await (const { Items = [] } of pages) shown.push(...Items.map(sessionIdOf));
      return shown;
    }),
});
