/**
 * Rows of privacy requests in the views table: `pk` `requests#<person>`, `sk` the request's id, and the keys of the `due`
 * index, in partitions of their own. What has left the index guards against late commits for a while, and expires.
 */
import { ConditionalCheckFailedException, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RequestIndex } from '../../../events/projections/ports.ts';
import {
  bySoonest,
  requestPartitions,
  requestStamp,
  type DueRequest,
  type RequestRow,
} from '../../../events/projections/requests.ts';
import { asStorage } from './client.ts';
import type { Item } from './commit-item.ts';
import { dueItems } from './due-index.ts';
import { GONE_FOR_SECONDS } from './session-item.ts';

/** Whose leading key tells these rows from any other. */
export const REQUESTS = 'requests#';

/** Behind every instant: what has no end is asked for up to there. */
const EVER = '9999';

const keyOf = ({ userId, requestId }: Pick<RequestRow, 'userId' | 'requestId'>): Item => ({
  pk: { S: `${REQUESTS}${userId}` },
  sk: { S: requestId },
});

const toItem = (row: RequestRow, nowMs: number): Item => {
  const item = { ...keyOf(row), through: { N: String(row.through) } };
  if (row.list === 'none') return { ...item, expires: { N: String(Math.ceil(nowMs / 1_000) + GONE_FOR_SECONDS) } };
  const { dueDay, dueAt } = requestStamp(row);
  return { ...item, dueDay: { S: dueDay }, dueAt: { S: dueAt } };
};

const toRequest = (item: Item): DueRequest => ({
  userId: (item['pk']?.S ?? '').slice(REQUESTS.length),
  requestId: item['sk']?.S ?? '',
  dueAt: item['dueAt']?.S ?? '',
});

/** The first of a partition that come after one; those that are due at the same instant as the last one with them. */
const firstAfter = async (items: AsyncIterable<Item>, count: number, after?: DueRequest): Promise<DueRequest[]> => {
  const found: DueRequest[] = [];
  for await (const item of items) {
    const request = toRequest(item);
    if (after && bySoonest(after, request) > 0) continue;
    if (found.length >= count && request.dueAt !== found.at(-1)!.dueAt) break;
    found.push(request);
  }
  return found;
};

/** @param nowMs milliseconds since 1970 */
export const createDynamoDBRequestIndex = (
  client: DynamoDBClient,
  TableName: string,
  nowMs: () => number = Date.now,
): RequestIndex => ({
  put: (row) =>
    asStorage(TableName, async () => {
      try {
        await client.send(
          new PutItemCommand({
            TableName,
            Item: toItem(row, nowMs()),
            ConditionExpression: 'attribute_not_exists(through) OR through < :through',
            ExpressionAttributeValues: { ':through': { N: String(row.through) } },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    }),

  due: async function* (list, until = EVER) {
    for await (const item of dueItems(client, TableName, requestPartitions(list), until)) yield toRequest(item);
  },

  page: async ({ limit, dueBefore = EVER, after }) => {
    const partitions = requestPartitions('open');
    const found = await Promise.all(
      partitions.map((partition) =>
        firstAfter(dueItems(client, TableName, [partition], dueBefore, after?.dueAt), limit + 1, after),
      ),
    );
    // the index is asked for what is due by an instant
    const all = found.flat().filter(({ dueAt }) => dueAt < dueBefore);
    const requests = all.toSorted(bySoonest).slice(0, limit);
    return { requests, more: all.length > requests.length };
  },
});
