/**
 * Session rows for the erase job: it replaces them by tombstones and opens none, so it needs no key. It knows no
 * generation from another (SPEC N8): whatever shows a session, a row that is being built or one that is being removed,
 * shows it no more.
 */
import { ConditionalCheckFailedException, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { generationsIn, type GenerationIndex } from '../../../events/projections/generations.ts';
import type { SessionRowEraser } from '../../erase/ports.ts';
import { asStorage } from './client.ts';
import { createDynamoDBGenerationIndex } from './generation-index.ts';
import { behindAll } from './generation-names.ts';
import { unlessNewer } from './put-unless-newer.ts';
import { queryPages } from './query-pages.ts';
import { generationOf, sessionIdOf, SESSIONS, toGoneItem } from './session-item.ts';

/** The largest number that a commit can have: no commit of an erased session may be shown again. */
const EVERY_COMMIT = 9_999_999_999;

export type SessionRowEraserOptions = {
  /** Milliseconds since 1970. */
  nowMs?: () => number;
  generations?: Pick<GenerationIndex, 'of'>;
};

/** Every generation of one session's row, and of no session whose id begins as this one's. */
const rowsOf = (userId: string, sessionId: string) => {
  const first = `${SESSIONS}${sessionId}`;
  return {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :sk AND :last',
    ExpressionAttributeValues: { ':pk': { S: userId }, ':sk': { S: first }, ':last': { S: behindAll(first) } },
  };
};

const allRowsOf = (userId: string) => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
  ExpressionAttributeValues: { ':pk': { S: userId }, ':sk': { S: SESSIONS } },
});

export const createDynamoDBSessionRowEraser = (
  client: DynamoDBClient,
  TableName: string,
  { nowMs = Date.now, generations = createDynamoDBGenerationIndex(client, TableName) }: SessionRowEraserOptions = {},
): SessionRowEraser => {
  /** @returns whether something was shown there */
  const bury = async (userId: string, sessionId: string, generation: number): Promise<boolean> => {
    const gone = { userId, sessionId, status: 'DELETED' as const, through: EVERY_COMMIT };
    const Item = toGoneItem(gone, nowMs(), generation);
    try {
      const put = new PutItemCommand({ TableName, Item, ...unlessNewer(Item), ReturnValues: 'ALL_OLD' });
      return (await client.send(put)).Attributes?.['body'] !== undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };

  /** Those that live commits go to, and whatever else has a row of this session. */
  const generationsOf = async (userId: string, sessionId: string): Promise<Set<number>> => {
    const known = await generations.of('sessions');
    const all = new Set(generationsIn(known));
    // before the first rebuild there is nothing else to be found
    if (known.through === 0) return all;
    const input = { TableName, ...rowsOf(userId, sessionId), ProjectionExpression: 'sk', ConsistentRead: true };
    for await (const { Items = [] } of queryPages(client, input)) for (const item of Items) all.add(generationOf(item));
    return all;
  };

  return {
    erase: (userId, sessionId) =>
      asStorage(TableName, async () => {
        const all = [...(await generationsOf(userId, sessionId))];
        const shown = await Promise.all(all.map((generation) => bury(userId, sessionId, generation)));
        return shown.includes(true);
      }),

    shown: (userId, sessionId) =>
      asStorage(TableName, async () => {
        // of one: a query by its whole key, since this role may look at no item
        const which = sessionId === undefined ? allRowsOf(userId) : rowsOf(userId, sessionId);
        const pages = queryPages(client, {
          TableName,
          ...which,
          FilterExpression: 'attribute_exists(#body)',
          ProjectionExpression: 'sk',
          ExpressionAttributeNames: { '#body': 'body' },
          ConsistentRead: true,
        });
        const shown = new Set<string>();
        for await (const { Items = [] } of pages) for (const item of Items) shown.add(sessionIdOf(item));
        return [...shown];
      }),
  };
};
