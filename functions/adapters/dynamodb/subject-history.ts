/** What the event table holds of one person, page by page: for who verifies it. */
import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SubjectHistory } from '../../verify/ports.ts';
import { asStorage } from './client.ts';
import { foundInTable, fromPlace, toPlace } from './history-scan.ts';

export const createDynamoDBSubjectHistory = (client: DynamoDBClient, TableName: string): SubjectHistory => ({
  page: ({ subject, stream }, after) =>
    asStorage(TableName, async () => {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          // not the numbers that there may be: what is no sort key is to be found as well
          KeyConditionExpression: stream === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :stream)',
          ExpressionAttributeValues: {
            ':pk': { S: subject },
            ...(stream === undefined ? {} : { ':stream': { S: `${stream}#` } }),
          },
          ConsistentRead: true,
          ...(after ? { ExclusiveStartKey: fromPlace(after) } : {}),
        }),
      );
      return { ...foundInTable(Items), ...(LastEvaluatedKey ? { next: toPlace(LastEvaluatedKey) } : {}) };
    }),
});
