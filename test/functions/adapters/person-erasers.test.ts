/** What the erase job takes that no key seals, on the real engine: counters and rows; it reads names alone. */
import { randomUUID } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDBClient } from '../../../functions/adapters/dynamodb/client.ts';
import { createDynamoDBCountersEraser } from '../../../functions/adapters/dynamodb/counters-eraser.ts';
import { createDynamoDBRateLimits } from '../../../functions/adapters/dynamodb/rate-limits.ts';
import { createDynamoDBSessionList } from '../../../functions/adapters/dynamodb/session-list-store.ts';
import { createDynamoDBSessionRowEraser } from '../../../functions/adapters/dynamodb/session-row-eraser.ts';
import { counterOf, countersOf, RATES } from '../../../functions/api/rates.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { nobodyThere, thrownBy } from '../../support/loopback.ts';
import { engineHome, type Home } from '../../support/stores.ts';

let home: Home;
let user: string;
beforeAll(async () => {
  home = await engineHome();
});
afterAll(() => home.stop());
beforeEach(() => {
  user = `user-${randomUUID()}`;
});

describe('what was counted of a person', () => {
  const spend = (key: string, at: string) =>
    createDynamoDBRateLimits(home.client!, 'counters', () => `2026-01-22T${at}.000Z`).spend(key, 100);
  const counters = () => createDynamoDBCountersEraser(home.client!, 'counters');

  it('goes, whatever it was and in which minutes', async () => {
    await spend(counterOf(user, 'messages'), '10:00:00');
    await spend(counterOf(user, 'messages'), '10:00:30');
    await spend(counterOf(user, 'messages'), '10:01:00');
    await spend(counterOf(user, 'vins'), '10:01:00');
    await spend(counterOf(user, 'uploads'), '10:01:00');
    expect(await counters().count(user)).toBe(4);
    expect(await counters().remove(user)).toBe(4);
    const { Items = [] } = await home.client!.send(new ScanCommand({ TableName: 'counters' }));
    expect(JSON.stringify(Items)).not.toContain(user);
    expect([await counters().count(user), await counters().remove(user)]).toEqual([0, 0]);
  });

  it('nothing of another person goes, nor of a place', async () => {
    const others = [counterOf(`${user}0`, 'messages'), `${user}#session-ids`];
    for (const key of others) await spend(key, '10:00:00');
    expect(await counters().remove(user)).toBe(0);
    expect(await counters().count(`${user}0`)).toBe(1);
  });

  it('every rate is either of a person or of a place', () => {
    const ofPlaces = ['sessionIds', 'receipts'];
    expect(countersOf(user)).toHaveLength(Object.keys(RATES).length - ofPlaces.length);
    for (const what of Object.keys(RATES))
      expect(countersOf(user).includes(`${user}#${what}`)).toBe(!ofPlaces.includes(what));
  });

  it('a table that does not answer is a named error', async () => {
    const client = createDynamoDBClient((await nobodyThere()).endpoint, { maxAttempts: 1 });
    await thrownBy(createDynamoDBCountersEraser(client, 'counters').remove(user), StorageUnavailable);
    client.destroy();
  });
});

describe('the rows of a person', () => {
  const rows = () => createDynamoDBSessionRowEraser(home.client!, 'views');
  const show = async (userId: string, sessionId: string) => {
    const at = '2026-01-22T10:00:00.000Z';
    const row = { title: 'Brakes', diagnosticLevel: 'quick' as const, createdAt: at, lastActive: at, messageCount: 1 };
    const sessions = createDynamoDBSessionList(home.client!, 'views', home.vault);
    await sessions.put({ userId, sessionId, ...row, status: 'ACTIVE', through: 1 });
  };

  it('are named as long as they show something', async () => {
    for (const id of ['a', 'b', 'ab']) await show(user, id);
    await show(`user-${randomUUID()}`, 'c');
    expect(await rows().shown(user)).toEqual(['a', 'ab', 'b']);
    expect(await rows().erase(user, 'a')).toBe(true);
    expect(await rows().shown(user)).toEqual(['ab', 'b']);
    expect(await rows().erase(user, 'a')).toBe(false);
  });

  it('one is named alone, and not those whose ids begin as its own', async () => {
    for (const id of ['a', 'ab']) await show(user, id);
    expect(await rows().shown(user, 'a')).toEqual(['a']);
    expect(await rows().shown(user, 'b')).toEqual([]);
  });
});
