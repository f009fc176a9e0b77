/**
 * How often somebody may do something (SPEC B6): one counter item for each key and minute, `pk` whose and what, `sk` the
 * minute. A request is one write unit, counted or refused; DynamoDB removes the item when the minute is past.
 *
 * The window is fixed: around the turn of a minute twice the limit can pass, which a sliding one would pay a read for.
 */
import { ConditionalCheckFailedException, UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RateLimited } from '../../../schemas/errors.ts';
import type { RateLimits } from '../../api/ports.ts';
import { asStorage } from './client.ts';

const WINDOW_SECONDS = 60;
const KEPT_SECONDS = 120;

/** @param now the current instant, ISO 8601 */
export const createDynamoDBRateLimits = (client: DynamoDBClient, TableName: string, now: () => string): RateLimits => ({
  spend: (key, limit) =>
    asStorage(TableName, async () => {
      const second = Math.floor(Date.parse(now()) / 1_000);
      const into = second % WINDOW_SECONDS;
      const begun = second - into;
      try {
        await client.send(
          new UpdateItemCommand({
            TableName,
            Key: { pk: { S: key }, sk: { S: String(begun) } },
            UpdateExpression: 'SET expires = :expires ADD #count :one',
            ConditionExpression: 'attribute_not_exists(#count) OR #count < :limit',
            ExpressionAttributeNames: { '#count': 'count' },
            ExpressionAttributeValues: {
              ':one': { N: '1' },
              ':limit': { N: String(limit) },
              ':expires': { N: String(begun + KEPT_SECONDS) },
            },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        throw new RateLimited(WINDOW_SECONDS - into);
      }
    }),
});
