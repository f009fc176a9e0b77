/** A query, page after page. */
import {
  QueryCommand,
  type DynamoDBClient,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Item } from './commit-item.ts';

/** @param ahead whether the next page is asked for while the caller works on this one */
export const queryPages = async function* (
  client: DynamoDBClient,
  input: QueryCommandInput,
  ahead = false,
): AsyncGenerator<QueryCommandOutput> {
  const query = (from: Item | undefined) =>
    client.send(new QueryCommand({ ...input, ...(from ? { ExclusiveStartKey: from } : {}) }));
  let coming: Promise<QueryCommandOutput> | undefined;
  let next = input.ExclusiveStartKey;
  do {
    const page = await (coming ?? query(next));
    next = page.LastEvaluatedKey;
    coming = ahead && next ? query(next) : undefined;
    // whoever stops reading never hears of its failure
    coming?.catch(() => {});
    yield page;
  } while (next);
};
