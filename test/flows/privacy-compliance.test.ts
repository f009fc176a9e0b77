/** SPEC N14: what compliance does about somebody's requests, over the local server. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failRequest, holdRequest, privacyStream } from '../../events/privacy/index.ts';
import { invoke } from '../../infra/local/lambda.ts';
import { askingOf, type Shown } from '../support/asking.ts';
import { isForCompliance, onRequest, received } from '../support/compliance.ts';
import { startLocal, type Local } from '../support/local.ts';
import { mutations, queries } from '../support/schema.ts';

const CLEO = 'local:cleo:compliance';
const DAY = 86_400_000;

let dixon: Local;
let ahead = 0;
beforeAll(async () => {
  dixon = await startLocal({ now: () => new Date(Date.now() + ahead).toISOString() });
});
afterAll(() => dixon.stop());

const { got: gotAs, codeOf: codeAs } = askingOf(() => dixon);
const got = <T = Shown>(name: string, args: object, who = CLEO) => gotAs<T>(name, args, who);
const codeOf = (name: string, args: object, who = CLEO) => codeAs(name, args, who);

let userId: string;
let sessionId: string;
beforeEach(async () => {
  userId = `user-${randomUUID()}`;
  sessionId = (await got<{ id: string }>('createConversation', {}, `local:${userId}`)).id;
});

const mine = () => got<Shown[]>('getPrivacyRequests', {}, `local:${userId}`);
const commitsOf = async (stream: string) => Array.fromAsync(dixon.log.read({ subject: userId, stream }));
const asked = (wish?: Parameters<typeof received>[2]) => received(dixon.store, userId, wish);

describe('a request', () => {
  it('is shown to the person and to compliance alike, newest first', async () => {
    const first = await asked();
    ahead += 1_000;
    const second = await asked({ kind: 'erasure', scope: { what: 'session', sessionId } });
    const shown = await mine();
    expect(shown.map(({ id }) => id)).toEqual([second, first]);
    expect(shown).toMatchObject([
      { kind: 'erasure', scope: 'session', sessionId, vehicleId: null, via: 'api', state: 'received' },
      { kind: 'export', scope: null, sessionId: null, explanation: expect.stringContaining('is due by 20') as string },
    ]);
    expect(await got('listPrivacyRequests', { userId })).toEqual(shown);
    expect(await got('listPrivacyRequests', { userId: `user-${randomUUID()}` })).toEqual([]);
  });

  it('is extended once by compliance, and the person reads why', async () => {
    const requestId = await asked();
    const before = (await mine())[0]!;
    const extended = await got('extendPrivacyRequest', { userId, requestId, reason: 'complex' });
    expect(Date.parse(extended['dueAt'] as string) - Date.parse(before['dueAt'] as string)).toBe(60 * DAY);
    expect(extended).toMatchObject({ extended: 'complex', explanation: expect.stringContaining('complex') as string });
    expect(await mine()).toEqual([extended]);
    expect(await codeOf('extendPrivacyRequest', { userId, requestId, reason: 'many-requests' })).toBe('QuotaExceeded');
    expect(await codeOf('extendPrivacyRequest', { userId, requestId, reason: 'we are busy' })).toBe('InvalidInput');
    const actors = (await commitsOf(privacyStream(userId, requestId).stream)).map(({ actor }) => actor);
    expect(actors.at(-1)).toEqual({ kind: 'operator', id: 'user-cleo' });
  });

  it('is refused by compliance with a reason, and the person reads what they can do', async () => {
    const requestId = await asked();
    const refused = await got('refusePrivacyRequest', { userId, requestId, reason: 'excessive' });
    expect(refused).toMatchObject({ state: 'refused', refused: 'excessive' });
    expect(refused['explanation']).toContain('data protection authority');
    expect(await mine()).toEqual([refused]);
    expect(await codeOf('extendPrivacyRequest', { userId, requestId, reason: 'complex' })).toBe('InvalidInput');
  });

  it('that is somebody else’s, or nobody’s, is not there', async () => {
    const requestId = await asked();
    for (const which of [
      { userId, requestId: randomUUID() },
      { userId: `user-${randomUUID()}`, requestId },
    ]) {
      expect(await codeOf('extendPrivacyRequest', { ...which, reason: 'complex' })).toBe('NotFound');
      expect(await codeOf('refusePrivacyRequest', { ...which, reason: 'excessive' })).toBe('NotFound');
      expect(await codeOf('confirmIdentity', which)).toBe('NotFound');
      expect(await codeOf('retryPrivacyRequest', which)).toBe('NotFound');
    }
  });
});

describe('what came by letter', () => {
  it('is entered by compliance, waits until they vouch for it, and is then done', async () => {
    const opened = await got('openPrivacyRequest', { userId, kind: 'export', commandId: 'letter-of-may' });
    expect(opened).toMatchObject({ userId, kind: 'export', via: 'compliance', state: 'received' });
    expect(await got('openPrivacyRequest', { userId, kind: 'export', commandId: 'letter-of-may' })).toEqual(opened);
    const which = { userId, requestId: opened['id'] };
    expect(await got('confirmIdentity', which)).toMatchObject({ state: 'confirmed' });
    await dixon.caughtUp();
    expect(await mine()).toMatchObject([{ state: 'exported' }]);
    const { stream } = privacyStream(userId, opened['id'] as string);
    const [first, second] = await commitsOf(stream);
    for (const commit of [first, second]) expect(commit!.actor).toEqual({ kind: 'operator', id: 'user-cleo' });
    // what is done stays done
    expect(await got('confirmIdentity', which)).toMatchObject({ state: 'exported' });
  });

  it('must be about somebody’s data', async () => {
    const nobody = `user-${randomUUID()}`;
    expect(await codeOf('openPrivacyRequest', { userId: nobody, kind: 'export' })).toBe('NotFound');
    const session = { kind: 'erasure', scope: 'session' };
    expect(await codeOf('openPrivacyRequest', { userId, ...session, sessionId: randomUUID() })).toBe('NotFound');
    expect(await codeOf('openPrivacyRequest', { userId, ...session })).toBe('InvalidInput');
    expect(await mine()).toEqual([]);
  });
});

describe('a request that stopped', () => {
  it('by a failure is tried again by compliance', async () => {
    const requestId = await asked();
    await onRequest(dixon.store, userId, requestId, failRequest('bodies', 'StorageUnavailable'));
    expect(await mine()).toMatchObject([{ state: 'failed', failedStep: 'bodies', failure: 'StorageUnavailable' }]);
    const retried = await got('retryPrivacyRequest', { userId, requestId });
    expect(retried).toMatchObject({ state: 'received', failedStep: null, failure: null });
    expect(await got('retryPrivacyRequest', { userId, requestId })).toEqual(retried);
  });

  it('by a hold is not', async () => {
    const requestId = await asked();
    await onRequest(dixon.store, userId, requestId, holdRequest(randomUUID()));
    expect(await codeOf('retryPrivacyRequest', { userId, requestId })).toBe('PermissionDenied');
  });
});

it('an account that is held stays open when it is to be deleted, until the hold is released', async () => {
  const { id: holdId } = await got('placeHold', { userId, reason: 'A claim' });
  const me = `local:${userId}`;
  expect(await got('clearAllUserData', {}, me)).toBe(true);
  expect(await got('clearAllUserData', {}, me)).toBe(true);
  await dixon.caughtUp();
  expect(await mine()).toMatchObject([{ state: 'held', scope: 'account', holdId }]);
  expect(await got('getConversation', { conversationId: sessionId }, me)).toMatchObject({ id: sessionId });
  expect(await got('releaseHold', { userId, holdId, reason: 'Settled' })).toBe(true);
  await dixon.caughtUp();
  const requests = await mine();
  expect(requests.length).toBeGreaterThan(0);
  for (const request of requests) expect(request).toMatchObject({ state: 'erased', scope: 'account' });
  expect(await codeOf('getConversation', { conversationId: sessionId }, me)).toBe('NotFound');
});

it('what is due is listed for all people, soonest first, page by page', async () => {
  ahead = -400 * DAY;
  const early = await asked();
  ahead = -399 * DAY;
  const next = await asked();
  ahead = 0;
  await dixon.caughtUp();
  const dueBefore = new Date(Date.now() - 300 * DAY).toISOString();
  type Page = { items: Shown[]; nextToken: string | null };
  const first = await got<Page>('listDuePrivacyRequests', { limit: 1, dueBefore });
  expect(first.items).toMatchObject([{ id: early, userId, state: 'received' }]);
  const { nextToken } = first;
  const second = await got<Page>('listDuePrivacyRequests', { limit: 1, dueBefore, nextToken });
  expect(second).toMatchObject({ items: [{ id: next }], nextToken: null });
  await got('refusePrivacyRequest', { userId, requestId: early, reason: 'excessive' });
  await dixon.caughtUp();
  expect(await got<Page>('listDuePrivacyRequests', { dueBefore })).toMatchObject({ items: [{ id: next }] });
  expect(await codeOf('listDuePrivacyRequests', { nextToken: 'no token' })).toBe('InvalidInput');
});

describe('whoever is not from compliance', () => {
  const closed = [...queries, ...mutations].filter(({ name }) => isForCompliance(name));

  it.each(closed)('is refused $name, even on their own data, and leaves no trace', async ({ name }) => {
    const before = await dixon.commits();
    const args = { userId, kind: 'export', holdId: randomUUID(), requestId: randomUUID(), reason: 'complex' };
    const identities = [
      { userId, roles: 'customer' },
      { userId, roles: 'ops' },
      { userId: 'user-eve', roles: '' },
      // a visitor has no roles, whatever is said of them
      { userId: `anon-session-${randomUUID()}`, roles: 'compliance' },
      // a direct invocation is nobody’s who signed in
      undefined,
    ].map((resolverContext) => resolverContext && { resolverContext });
    for (const identity of identities) {
      const attempt = invoke('api', dixon.api, { info: { fieldName: name }, arguments: args, identity });
      await expect(attempt).rejects.toMatchObject({ name: 'PermissionDenied' });
    }
    expect(await dixon.commits()).toBe(before);
  });
});
