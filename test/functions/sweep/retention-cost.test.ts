/** Issue 5: what a sweep reads follows what is due, not what exists. Counted by the engine itself. */
import { randomUUID } from 'node:crypto';
import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { account, accountStream, chooseRetention, openAccount } from '../../../events/account/index.ts';
import type { StreamAddress } from '../../../events/core/commit.ts';
import type { AnyEvent, StreamModel } from '../../../events/core/decider.ts';
import { stampOf, type KeptDays } from '../../../events/projections/due.ts';
import { FIRST_GENERATION } from '../../../events/projections/generations.ts';
import { session, sessionStream, startSession } from '../../../events/session/index.ts';
import type { Item } from '../../../functions/adapters/dynamodb/commit-item.ts';
import { createDynamoDBDueSessions } from '../../../functions/adapters/dynamodb/due-index.ts';
import { keyOf, stampAttributes } from '../../../functions/adapters/dynamodb/session-item.ts';
import { holdsIn } from '../../../functions/sweep/is-held.ts';
import { sweepRetention } from '../../../functions/sweep/sweep-retention.ts';
import { metered } from '../../support/meter.ts';
import { engineHome, type Home } from '../../support/stores.ts';

const DAY = 86_400_000;
const [EXISTING, DUE, PEOPLE] = [100_000, 1_000, 100];
const BEGIN = Date.parse('2026-03-01T12:00:00.000Z');

let home: Home;
let clock = BEGIN;
const now = () => new Date(clock).toISOString();
beforeAll(async () => {
  home = await engineHome();
});
afterAll(() => home.stop());

const rowOf = (userId: string, sessionId: string, days: KeptDays): Item => ({
  ...keyOf(userId, sessionId, FIRST_GENERATION),
  lastActive: { S: now() },
  through: { N: '1' },
  ...stampAttributes(days, stampOf({ userId, lastActive: now() }, days), FIRST_GENERATION),
});

const seed = async (client: DynamoDBClient, rows: Item[]): Promise<void> => {
  for (let first = 0; first < rows.length; first += 200) {
    const batches = Array.from({ length: 8 }, (_, n) => rows.slice(first + n * 25, first + (n + 1) * 25));
    await Promise.all(
      batches
        .filter((batch) => batch.length > 0)
        .map((batch) => {
          const views = batch.map((Item) => ({ PutRequest: { Item } }));
          return client.send(new BatchWriteItemCommand({ RequestItems: { views } }));
        }),
    );
  }
};

const execute = <S, E extends AnyEvent>(
  model: StreamModel<S, E>,
  address: StreamAddress,
  wish: (state: S, at: string) => E[],
) => {
  const actor = { kind: 'person' as const, id: address.subject };
  const context = { commandId: randomUUID(), actor, correlation: randomUUID() };
  return home.storeWith({ now }).execute(model, address, context, wish);
};

/** Somebody who keeps sessions for 30 days, and has ten of them. */
const leaver = async (userId: string): Promise<Item[]> => {
  await execute(account, accountStream(userId), openAccount('registered'));
  await execute(account, accountStream(userId), chooseRetention(30));
  const ids = Array.from({ length: DUE / PEOPLE }, () => randomUUID());
  for (const id of ids) await execute(session, sessionStream(userId, id), startSession({ level: 'quick' }));
  return ids.map((id) => rowOf(userId, id, 30));
};

/** Items that requests looked at, by table. */
const itemsOf = (client: DynamoDBClient): Map<string, number> => {
  const read = new Map<string, number>();
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { ScannedCount = 0 } = result.output as { ScannedCount?: number };
      const { TableName = '' } = args.input as { TableName?: string };
      read.set(TableName, (read.get(TableName) ?? 0) + ScannedCount);
      return result;
    },
    { step: 'initialize', name: 'items' },
  );
  return read;
};

it('a sweep with 1,000 sessions due among 100,000 reads 1,000 of their rows, and those sessions alone', async () => {
  const due = (await Promise.all(Array.from({ length: PEOPLE }, (_, n) => leaver(`user-${n}`)))).flat();
  clock += 5 * DAY;
  const days = [30, 90, -1] as const;
  const others = Array.from({ length: EXISTING - DUE }, (_, n) =>
    rowOf(`user-${n % 10_000}`, randomUUID(), days[n % 3]!),
  );
  await seed(home.client!, [...due, ...others]);

  clock = BEGIN + 31 * DAY;
  const store = home.storeWith({ now });
  const dueSessions = createDynamoDBDueSessions(home.client!, 'views');
  const parts = { store, log: home.log, dueSessions, isHeld: holdsIn({ store }), now };
  const read = itemsOf(home.client!);
  const { result, ...cost } = await metered(home.client!)(() => sweepRetention(parts)({ lookBackDays: 2 }));
  expect(result).toMatchObject({ due: DUE, ended: DUE, failed: {} });
  expect(read.get('views')).toBeLessThanOrEqual(1_500);
  // of each session its newest commit, once to look and once to end it; of each person the account
  expect(read.get('events')).toBeLessThanOrEqual(2 * DUE + 2 * PEOPLE);
  // in units: those two, the person's holds, and the session's key, which nobody here remembers any more
  expect(cost.read).toBeLessThanOrEqual(3.3 * DUE);
  expect(cost.write).toBeLessThanOrEqual(2 * DUE);
}, 300_000);
