/** Rows are guarded by the number of the commit that they show: what is older, or the same, changes nothing. */
import { ConditionalCheckFailedException, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from './commit-item.ts';

/** What is put with it: a damaged row without a number is written anew. */
export const unlessNewer = (item: Item) => ({
  ConditionExpression: 'attribute_not_exists(through) OR through < :through',
  ExpressionAttributeValues: { ':through': item['through']! },
});

/** True where it was written. */
export const putUnlessNewer = async (client: DynamoDBClient, TableName: string, Item: Item): Promise<boolean> => {
  try {
    await client.send(new PutItemCommand({ TableName, Item, ...unlessNewer(Item) }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
