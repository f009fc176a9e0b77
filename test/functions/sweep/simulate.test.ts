/** SPEC N13 on the real engine: what a retention would remove, found in the index alone. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holds, holdsStream, placeHold } from '../../../events/holds/index.ts';
import type { KeptDays } from '../../../events/projections/due.ts';
import { createDynamoDBLastingSessions } from '../../../functions/adapters/dynamodb/due-index.ts';
import { createDynamoDBSessionList } from '../../../functions/adapters/dynamodb/session-list-store.ts';
import { simulateRetention } from '../../../functions/api/operations/retention/simulate-retention.ts';
import { holdsIn } from '../../../functions/sweep/is-held.ts';
import { metered } from '../../support/meter.ts';
import { engineHome, type Home } from '../../support/stores.ts';

const NOW = '2026-06-15T12:00:00.000Z';
const ago = (days: number) => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();

let home: Home;
let meter: ReturnType<typeof metered>;
let simulate: ReturnType<typeof simulateRetention>;
const ids: Record<string, string> = {};
beforeAll(async () => {
  home = await engineHome();
  meter = metered(home.client!);
  const sessions = createDynamoDBSessionList(home.client!, 'views', home.vault);
  const row = { status: 'ACTIVE', title: 'T', diagnosticLevel: 'quick', messageCount: 0, through: 1 } as const;
  const put = async (name: string, userId: string, days: KeptDays, age: number) => {
    const sessionId = (ids[name] = randomUUID());
    await sessions.put({ ...row, userId, sessionId, days, createdAt: ago(age), lastActive: ago(age) });
  };
  await put('young', 'user-sam', -1, 20);
  await put('month', 'user-sam', -1, 35);
  await put('year', 'user-kim', -1, 400);
  await put('under 90', 'user-lee', 90, 65);
  await put('under 30', 'user-lee', 30, 10);
  await put('kept', `anon-session-${randomUUID()}`, 90, 40);
  await put('fleeting', `anon-session-${randomUUID()}`, 0, 40);
  const hold = { holdId: randomUUID(), scope: { what: 'account' as const }, reason: 'A claim', by: 'user-cleo' };
  const context = {
    commandId: 'a-hold-is-placed',
    actor: { kind: 'person' as const, id: 'user-cleo' },
    correlation: 'c',
  };
  await home.store.execute(holds, holdsStream('user-kim'), context, placeHold(hold));
  const lastingSessions = createDynamoDBLastingSessions(home.client!, 'views', () => NOW);
  simulate = simulateRetention({ lastingSessions, isHeld: holdsIn({ store: home.store }), now: () => NOW });
});
afterAll(() => home.stop());

const named = (...names: string[]) => names.map((name) => ids[name]!).toSorted();
const agesOf = ({ byAge }: Awaited<ReturnType<typeof simulate>>) =>
  Object.fromEntries(byAge.map(({ olderThanDays, sessions }) => [olderThanDays, sessions]));

describe('a retention of', () => {
  it('30 days would remove what is older, whatever it is under, and says what is held', async () => {
    const forecast = await simulate({ days: 30 });
    expect(forecast).toMatchObject({ at: NOW, sessions: 4, held: 1 });
    expect(forecast.examples.toSorted()).toEqual(named('month', 'year', 'under 90', 'kept'));
    expect(agesOf(forecast)).toEqual({ 30: 2, 60: 1, 90: 0, 180: 0, 365: 1 });
    expect(forecast.byKind).toEqual([
      { kind: 'person', sessions: 3 },
      { kind: 'visitor', sessions: 1 },
    ]);
  });

  it('90 days would remove less, and more on a later day', async () => {
    expect((await simulate({ days: 90 })).examples).toEqual(named('year'));
    const later = await simulate({ days: 90, at: ago(-30) });
    expect(later.examples.toSorted()).toEqual(named('year', 'under 90'));
  });

  it('no end would remove nothing, and any other is refused', async () => {
    expect(await simulate({ days: -1 })).toMatchObject({ sessions: 0, held: 0, examples: [] });
    await expect(simulate({ days: 31 })).rejects.toMatchObject({ name: 'InvalidInput' });
  });

  it('is told without a row being opened', async () => {
    const cost = await meter(() => simulate({ days: 30 }));
    expect(cost.table('keys').requests).toBeLessThanOrEqual(1);
    expect(cost.table('views').requests).toBeLessThanOrEqual(850);
  });
});
