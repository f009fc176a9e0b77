/** Session rows on DynamoDB: `pk` subject, `sk` `session/<id>`; the `recent` index lists them by last activity. */
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { Vault } from '../../../events/core/vault.ts';
import type { SessionListStore } from '../../../events/projections/ports.ts';
import type { SessionRow } from '../../../events/projections/session-list.ts';
import { InvalidInput } from '../../../schemas/errors.ts';
import { asStorage } from './client.ts';
import type { Item } from './commit-item.ts';
import { RECENT_INDEX } from './tables.ts';

const keyOf = (userId: string, sessionId: string): Item => ({
  pk: { S: userId },
  sk: { S: `session/${sessionId}` },
});

const listOf = (userId: string, status: SessionRow['status']) => `${userId}#${status}`;

const viewsKey = (userId: string) => ({ subject: userId, stream: 'views' });

const placeOf = (item: Item): string => `${item['pk']?.S}|${item['sk']?.S}`;

/** The page's last key without what the caller's own list already says: a token of another list opens nothing. */
const toToken = (key: Item): string =>
  Buffer.from(JSON.stringify([key['sk']?.S, key['lastActive']?.S])).toString('base64url');

const fromToken = (token: string, userId: string): Item => {
  try {
    const [sk, lastActive] = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[];
    if (typeof sk !== 'string' || typeof lastActive !== 'string' || !sk.startsWith('session/')) throw new TypeError();
    return { pk: { S: userId }, sk: { S: sk }, list: { S: listOf(userId, 'ACTIVE') }, lastActive: { S: lastActive } };
  } catch {
    throw new InvalidInput('This nextToken is not one of ours. Begin again without it.', { field: 'nextToken' });
  }
};

export const createDynamoDBSessionList = (
  client: DynamoDBClient,
  TableName: string,
  vault: Vault,
): SessionListStore => {
  const toItem = async (row: SessionRow): Promise<Item> => {
    const { userId, sessionId, status, lastActive, through, ...shown } = row;
    const key = keyOf(userId, sessionId);
    return {
      ...key,
      list: { S: listOf(userId, status) },
      lastActive: { S: lastActive },
      through: { N: String(through) },
      body: { B: await vault.seal(viewsKey(userId), placeOf(key), Buffer.from(JSON.stringify({ ...shown, status }))) },
    };
  };

  const fromItem = async (item: Item): Promise<SessionRow> => {
    const userId = item['pk']!.S!;
    const shown = await vault.open(viewsKey(userId), placeOf(item), item['body']!.B!);
    return {
      ...(JSON.parse(Buffer.from(shown).toString()) as Omit<
        SessionRow,
        'userId' | 'sessionId' | 'lastActive' | 'through'
      >),
      userId,
      sessionId: item['sk']!.S!.slice('session/'.length),
      lastActive: item['lastActive']!.S!,
      through: Number(item['through']!.N),
    };
  };

  return {
    get: (userId, sessionId) =>
      asStorage(TableName, async () => {
        const { Item } = await client.send(new GetItemCommand({ TableName, Key: keyOf(userId, sessionId) }));
        return Item && fromItem(Item);
      }),

    put: (row) =>
      asStorage(TableName, async () => {
        try {
          await client.send(
            new PutItemCommand({
              TableName,
              Item: await toItem(row),
              ConditionExpression: 'attribute_not_exists(pk) OR through < :through',
              ExpressionAttributeValues: { ':through': { N: String(row.through) } },
            }),
          );
          return true;
        } catch (error) {
          if (error instanceof ConditionalCheckFailedException) return false;
          throw error;
        }
      }),

    list: (userId, { limit, nextToken }) =>
      asStorage(TableName, async () => {
        const page = await client.send(
          new QueryCommand({
            TableName,
            IndexName: RECENT_INDEX,
            KeyConditionExpression: '#list = :list',
            ExpressionAttributeNames: { '#list': 'list' },
            ExpressionAttributeValues: { ':list': { S: listOf(userId, 'ACTIVE') } },
            ScanIndexForward: false,
            Limit: limit,
            ...(nextToken === undefined ? {} : { ExclusiveStartKey: fromToken(nextToken, userId) }),
          }),
        );
        const rows = await Promise.all((page.Items ?? []).map(fromItem));
        return page.LastEvaluatedKey ? { rows, nextToken: toToken(page.LastEvaluatedKey) } : { rows };
      }),
  };
};
