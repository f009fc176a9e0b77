/** SPEC A11, N2, N14: a person asks for their data, or to have it erased, and follows what becomes of it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { privacy, privacyStream } from '../../events/privacy/index.ts';
import { invoke } from '../../infra/local/lambda.ts';
import { askingOf, type Shown } from '../support/asking.ts';
import { received } from '../support/compliance.ts';
import { startLocal, type Local } from '../support/local.ts';
import { newestCode } from '../support/outbox.ts';

const DAY = 86_400_000;

let dixon: Local;
let ahead = 0;
beforeAll(async () => {
  dixon = await startLocal({ now: () => new Date(Date.now() + ahead).toISOString() });
});
afterAll(() => dixon.stop());

const { got, codeOf } = askingOf(() => dixon);

let userId: string;
let me: string;
let sessionId: string;
beforeEach(async () => {
  userId = `user-${randomUUID()}`;
  me = `local:${userId}`;
  sessionId = (await got<{ id: string }>('createConversation', {}, me)).id;
});

const mine = (who = me) => got<Shown[]>('getPrivacyRequests', {}, who);
const requestNow = async (id: unknown, who = me) => (await mine(who)).find((request) => request['id'] === id)!;
/** A request once its job has done all it can. */
const until = async (id: unknown, state: string, who = me): Promise<Shown> => {
  await dixon.caughtUp();
  const request = await requestNow(id, who);
  expect(request).toMatchObject({ state });
  return request;
};
const eventsOf = async (id: unknown) => {
  const commits = await Array.fromAsync(dixon.log.read(privacyStream(userId, id as string)));
  return commits.flatMap(({ events }) => events.map(({ type }) => type));
};

/** Somebody whose session is open for long: the authorizer says when they signed in. */
const longAgo = (fieldName: string, args: object, minutes = 16) => {
  const authTime = String(Math.floor((Date.now() + ahead) / 1_000) - minutes * 60);
  const identity = { resolverContext: { userId, roles: 'customer', authTime } };
  return invoke('api', dixon.api, { info: { fieldName }, arguments: args, identity }) as Promise<Shown>;
};

describe('an erasure', () => {
  it('of one session begins at once for whoever has just signed in, and ends in a receipt', async () => {
    const asked = await got('requestErasure', { scope: 'session', sessionId }, me);
    expect(asked).toMatchObject({
      userId,
      kind: 'erasure',
      scope: 'session',
      sessionId,
      via: 'api',
      state: 'confirmed',
    });
    expect(Date.parse(asked['dueAt'] as string) - Date.parse(asked['receivedAt'] as string)).toBe(28 * DAY);
    const erased = await until(asked['id'], 'erased');
    expect(erased).toMatchObject({ progress: null, failure: null, explanation: expect.stringContaining('erased') });
    expect((erased['steps'] as Shown[]).map(({ step }) => step)).toContain('bodies');
    expect(JSON.parse(erased['receipt'] as string)).toMatchObject({ receipt: { requestId: asked['id'] } });
    expect(await got('getPrivacyReceipt', { requestId: asked['id'] }, 'visitor')).toBe(erased['receipt']);
    expect(await codeOf('getConversation', { conversationId: sessionId }, me)).toBe('NotFound');
  });

  it('of the account takes the sign-in too, and its receipt needs none', async () => {
    const { id } = await got('requestErasure', { scope: 'account' }, me);
    const [commit] = await Array.fromAsync(dixon.store.history(privacy, privacyStream(userId, id as string)));
    expect(commit!.events[0]).toMatchObject({ wish: { scope: { what: 'account', signIn: true } } });
    await until(id, 'erased');
    expect(JSON.parse(await got<string>('getPrivacyReceipt', { requestId: id }, 'visitor'))).toMatchObject({
      receipt: { subject: userId },
    });
  });

  it('that is deleted by another operation is a request as well', async () => {
    await got('deleteSession', { sessionId }, me);
    await dixon.caughtUp();
    const erased = await until((await mine())[0]!['id'], 'erased');
    expect(erased).toMatchObject({ kind: 'erasure', scope: 'session', sessionId, via: 'api' });
  });

  it('that is asked for twice is one', async () => {
    const twice = { scope: 'session', sessionId, commandId: 'erase-once' };
    const [first, second] = [await got('requestErasure', twice, me), await got('requestErasure', twice, me)];
    expect(second['id']).toBe(first['id']);
    expect(await mine()).toHaveLength(1);
  });

  it('of what is not there, or not theirs, is none', async () => {
    expect(await codeOf('requestErasure', { scope: 'session', sessionId: randomUUID() }, me)).toBe('NotFound');
    expect(await codeOf('requestErasure', { scope: 'vehicle', vehicleId: randomUUID() }, me)).toBe('NotFound');
    expect(await codeOf('requestErasure', { scope: 'session', sessionId }, 'local:eve')).toBe('NotFound');
    expect(await codeOf('requestErasure', { scope: 'session' }, me)).toBe('InvalidInput');
    expect(await codeOf('requestErasure', { scope: 'everything' }, me)).toBe('InvalidInput');
    expect(await mine()).toEqual([]);
  });

  it('by a visitor is theirs by their token, of sessions and everything, not of vehicles', async () => {
    const { token } = await got<{ token: string }>('generateSession', {}, 'visitor');
    const { id } = await got('createConversation', {}, token);
    expect(await codeOf('requestErasure', { scope: 'vehicles' }, token)).toBe('PermissionDenied');
    const asked = await got('requestErasure', { scope: 'session', sessionId: id }, token);
    expect(asked).toMatchObject({ state: 'confirmed' });
    await until(asked['id'], 'erased', token);
  });
});

describe('an export', () => {
  it('is made and lies ready for a week; until then it is the same one that is asked for', async () => {
    const { id } = await got('requestExport', {}, me);
    expect(await got('requestExport', {}, me)).toMatchObject({ kind: 'export' });
    const ready = await until(id, 'exported');
    expect(Date.parse(ready['expiresAt'] as string) - Date.parse(ready['endedAt'] as string)).toBeLessThanOrEqual(
      7 * DAY,
    );
    expect(ready).toMatchObject({ explanation: expect.stringContaining('ready') });
    // the next one is another
    const second = await got('requestExport', {}, me);
    expect(second['id']).not.toBe(id);
    await until(second['id'], 'exported');
  });
});

describe('whoever signed in long ago', () => {
  it('is asked to show that it is them, and no data is touched before', async () => {
    const asked = await longAgo('requestErasure', { scope: 'account' });
    expect(asked).toMatchObject({ state: 'received', explanation: expect.stringContaining('sign in again') });
    await expect(longAgo('confirmPrivacyRequest', { requestId: asked['id'] })).rejects.toMatchObject({
      name: 'PermissionDenied',
    });
    await dixon.caughtUp();
    expect(await eventsOf(asked['id'])).toEqual(['RequestReceived']);
    expect(await got('getConversation', { conversationId: sessionId }, me)).toMatchObject({ id: sessionId });
    await got('confirmPrivacyRequest', { requestId: asked['id'] }, me);
    await until(asked['id'], 'erased');
  });

  it('is believed for a quarter of an hour', async () => {
    expect(await longAgo('requestExport', {}, 14)).toMatchObject({ state: 'confirmed' });
  });

  it('signs in again and asks again, which confirms what was asked before', async () => {
    const asked = await longAgo('requestExport', {});
    expect(await got('requestExport', {}, me)).toMatchObject({ id: asked['id'] });
    expect((await eventsOf(asked['id'])).slice(0, 2)).toEqual(['RequestReceived', 'IdentityConfirmed']);
  });

  it('may send a code that went to an address of long standing', async () => {
    await got('requestEmailCode', { email: 'sam@example.com' }, me);
    await got('verifyEmail', { code: newestCode(dixon.dataDir) }, me);
    ahead += DAY;
    const { id: requestId } = await longAgo('requestExport', {});
    await got('requestEmailCode', { email: 'sam@example.com' }, me);
    const code = newestCode(dixon.dataDir);
    const wrong = code === '000000' ? '000001' : '000000';
    await expect(longAgo('confirmPrivacyRequest', { requestId, code: wrong })).rejects.toMatchObject({
      name: 'InvalidInput',
      facts: { left: 4 },
    });
    await longAgo('confirmPrivacyRequest', { requestId, code });
    await until(requestId, 'exported');
  });

  it('proves nothing by the mail of an address that they verified just now, or did not verify', async () => {
    const { id: requestId } = await longAgo('requestExport', {});
    const refused = async () => {
      await longAgo('requestEmailCode', { email: 'thief@example.com' });
      const code = newestCode(dixon.dataDir);
      await expect(longAgo('confirmPrivacyRequest', { requestId, code })).rejects.toMatchObject({
        name: 'PermissionDenied',
      });
      return code;
    };
    await longAgo('verifyEmail', { code: await refused() });
    await refused();
    expect(await eventsOf(requestId)).toEqual(['RequestReceived']);
  });
});

it('a request outlives the account', async () => {
  const id = await received(dixon.store, userId);
  await got('clearAllUserData', {}, me);
  await dixon.caughtUp();
  const states = (await mine()).map(({ id: each, state }) => [each === id, state]);
  expect(states.toSorted()).toEqual([
    [false, 'erased'],
    [true, 'received'],
  ]);
});
