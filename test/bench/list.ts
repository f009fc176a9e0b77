/** The session list of a person with 10,000 sessions: its first page, and a search that reads them all. */
import { BatchWriteItemCommand, QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Vault } from '../../events/core/vault.ts';
import { FIRST_GENERATION } from '../../events/projections/generations.ts';
import { createDynamoDBSessionList } from '../../functions/adapters/dynamodb/session-list-store.ts';
import { listOf, toItem } from '../../functions/adapters/dynamodb/session-item.ts';
import { getChatSessions } from '../../functions/api/operations/sessions/get-chat-sessions.ts';
import type { ApiParts } from '../../functions/api/ports.ts';
import { engineHome } from '../support/stores.ts';
import { median, ms, percentile, sideBySide, type Row } from './measure.ts';

const USER = 'user-sam';
const MINUTE = 60_000;
const BEGIN = Date.parse('2026-01-22T10:00:00.000Z');

const sessionId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Puts so many active sessions straight into the table, 25 a request: going through their streams would take minutes. */
const putRows = async (client: DynamoDBClient, vault: Vault, count: number): Promise<void> => {
  for (let first = 0; first < count; first += 25) {
    const rows = Array.from({ length: Math.min(25, count - first) }, async (_, index) => {
      const n = first + index;
      const at = new Date(BEGIN + n * MINUTE).toISOString();
      const row = {
        userId: USER,
        sessionId: sessionId(n),
        status: 'ACTIVE' as const,
        title: `2024 Honda Civic - Brake Issues ${n}`,
        diagnosticLevel: 'vehicle' as const,
        createdAt: at,
        lastActive: at,
        messageCount: 6,
        firstMessage: `The brakes squeal when I slow down at the lights, for the ${n}th time`,
        through: 8,
      };
      return { PutRequest: { Item: await toItem(vault, row, { nowMs: BEGIN }) } };
    });
    await client.send(new BatchWriteItemCommand({ RequestItems: { views: await Promise.all(rows) } }));
  }
};

export const benchList = async (rounds: number, count = 10_000): Promise<Row[]> => {
  const home = await engineHome();
  try {
    const client = home.client!;
    await putRows(client, home.vault, count);
    const sessions = createDynamoDBSessionList(client, 'views', home.vault);
    const parts = { store: home.store, sessions, now: () => new Date(BEGIN).toISOString() } as ApiParts;
    const principal = { userId: USER, actor: { kind: 'person' as const, id: USER }, roles: ['customer' as const] };
    const first = (args: object) => () => getChatSessions(parts)(args, principal);
    const raw = () =>
      client.send(
        new QueryCommand({
          TableName: 'views',
          IndexName: 'recent',
          KeyConditionExpression: '#list = :list',
          ExpressionAttributeNames: { '#list': 'list' },
          ExpressionAttributeValues: { ':list': { S: listOf(USER, 'ACTIVE', FIRST_GENERATION) } },
          ScanIndexForward: false,
          Limit: 50,
        }),
      );
    const pages = await sideBySide({ active: first({ status: 'ACTIVE' }), both: first({}), raw }, { rounds });
    const pageRow = (what: string, times: number[]): Row => {
      const [own, other] = [percentile(times, 0.95), percentile(pages.raw, 0.95)];
      return {
        what: `first 50 of ${count} sessions, ${what} (p95)`,
        measured: ms(own),
        beside: `a Query of 50 items ${ms(other)}`,
        ratio: own / other,
        reach: '≤ 3×',
        holds: own <= 3 * other,
      };
    };
    // what nobody wrote is searched for longest: every row is opened
    const search = (text: string) => first({ search: text });
    const searches = await sideBySide(
      { none: search('gearbox'), one: search(`issues ${count >> 1}`) },
      {
        rounds: Math.ceil(rounds / 20),
        warmup: 2,
      },
    );
    const slowest = Math.max(median(searches.none), median(searches.one));
    return [
      pageRow('active', pages.active),
      pageRow('any status', pages.both),
      {
        what: `search over ${count} titles (p50)`,
        measured: ms(slowest),
        beside: `p95 ${ms(Math.max(...[searches.none, searches.one].map((times) => percentile(times, 0.95))))}`,
        reach: '≤ 400 ms',
        holds: slowest <= 400,
      },
    ];
  } finally {
    await home.stop();
  }
};
