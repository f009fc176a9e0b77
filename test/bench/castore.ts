/**
 * The same history in castore's own table, and its own way to build a list anew: list the ids of all aggregates, load each
 * from its first event, fold it, put its row.
 */
import { CreateTableCommand, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { EventStore, EventType, type EventDetail } from '@castore/core';
import { DynamoDBSingleTableEventStorageAdapter } from '@castore/event-storage-adapter-dynamodb';
import type { OpenCommit } from '../../events/core/event-store.ts';
import { foldEvents } from '../../events/core/decider.ts';
import { projectSession } from '../../events/projections/session-list.ts';
import { stampOf } from '../../events/projections/due.ts';
import { session, type SessionEvent } from '../../events/session/index.ts';
import type { SessionState } from '../../events/session/index.ts';
import { eachOf } from '../../functions/runtime/at-once.ts';
import { keyOf, listOf } from '../../functions/adapters/dynamodb/session-item.ts';
import { personOf, putAll, sessionId, type History } from './history.ts';

const TABLE = 'castore';
const STORE = 'SESSIONS';

export const createCastoreTable = async (client: DynamoDBClient): Promise<void> => {
  const [S, N] = ['S' as const, 'N' as const];
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'aggregateId', AttributeType: S },
        { AttributeName: 'version', AttributeType: N },
        { AttributeName: 'eventStoreId', AttributeType: S },
        { AttributeName: 'timestamp', AttributeType: S },
      ],
      KeySchema: [
        { AttributeName: 'aggregateId', KeyType: 'HASH' },
        { AttributeName: 'version', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'initialEvents',
          KeySchema: [
            { AttributeName: 'eventStoreId', KeyType: 'HASH' },
            { AttributeName: 'timestamp', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
};

type Told = Pick<OpenCommit<SessionState, SessionEvent>, 'commit' | 'events'>;

/** As the adapter's `pushEvent` stores them, one item an event. */
export const putCastoreHistory = (client: DynamoDBClient, told: readonly Told[], { sessions, people }: History) => {
  const facts = told.flatMap(({ commit, events }) =>
    events.map(({ type, ...payload }) => ({ type, payload, at: commit.at })),
  );
  const items = function* () {
    for (let n = 0; n < sessions; n += 1)
      for (const [index, { type, payload, at }] of facts.entries())
        yield marshall(
          {
            aggregateId: `${STORE}#${personOf(n, people)}|${sessionId(n)}`,
            version: index + 1,
            type,
            // each aggregate began at an instant of its own
            timestamp: new Date(Date.parse(at) + n).toISOString(),
            payload,
            ...(index === 0 ? { eventStoreId: STORE } : {}),
          },
          { removeUndefinedValues: true },
        );
  };
  return putAll(client, TABLE, items());
};

type SessionAggregate = { aggregateId: string; version: number; state: SessionState };

const storeOn = (dynamoDBClient: DynamoDBClient) =>
  new EventStore({
    eventStoreId: STORE,
    eventTypes: [] as EventType[],
    reducer: (
      before: SessionAggregate | undefined,
      { aggregateId, version, type, timestamp, payload }: EventDetail,
    ): SessionAggregate => {
      const event = { type, ...(payload as object) } as SessionEvent;
      const state = foldEvents(session, before?.state ?? session.initial, [event], timestamp);
      return { aggregateId, version, state };
    },
    eventStorageAdapter: new DynamoDBSingleTableEventStorageAdapter({ tableName: TABLE, dynamoDBClient }),
  });

/** @returns how many rows were put. @param atOnce aggregates under way at the same time */
export const rebuildAsCastore = async (client: DynamoDBClient, atOnce: number): Promise<number> => {
  const store = storeOn(client);
  let rows = 0;
  let pageToken: string | undefined;
  do {
    const page = await store.listAggregateIds({ limit: 1_000, ...(pageToken ? { pageToken } : {}) });
    await eachOf(
      page.aggregateIds,
      async ({ aggregateId }) => {
        const { aggregate } = await store.getAggregate(aggregateId);
        const [userId = '', id = ''] = aggregateId.split('|');
        const row =
          aggregate &&
          projectSession(undefined, {
            subject: userId,
            stream: `session/${id}`,
            number: aggregate.version,
            state: aggregate.state,
          });
        if (!row || row.status === 'DELETED') return;
        const { status, lastActive, through, ...body } = row;
        const Item = {
          ...keyOf(userId, id, 99),
          ...marshall({ list: listOf(userId, status, 99), lastActive, through, ...stampOf(row, 30), days: 30 }),
          body: { B: Buffer.from(JSON.stringify(body)) },
        };
        await client.send(new PutItemCommand({ TableName: 'views', Item }));
        rows += 1;
      },
      atOnce,
    );
    pageToken = page.nextPageToken;
  } while (pageToken);
  return rows;
};
