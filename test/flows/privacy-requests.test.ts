/** SPEC N3, N14: what compliance decides about somebody's data, and what the person sees of it, over the local server. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { heldBy, holds, holdsStream } from '../../events/holds/index.ts';
import {
  completeErasure,
  completeExport,
  eraseExport,
  failRequest,
  holdRequest,
  openRequest,
  privacyStream,
} from '../../events/privacy/index.ts';
import { isForCompliance, onRequest, requested } from '../support/compliance.ts';
import { startLocal, type Local, type Result } from '../support/local.ts';
import { mutations, operationNamed, queries } from '../support/schema.ts';
import { invoke } from '../../infra/local/lambda.ts';

type Shown = Record<string, string | null>;

const CLEO = 'local:cleo:compliance';
const DAY = 86_400_000;

let dixon: Local;
let ahead = 0;
beforeAll(async () => {
  dixon = await startLocal({ now: () => new Date(Date.now() + ahead).toISOString() });
});
afterAll(() => dixon.stop());

let userId: string;
let sessionId: string;
beforeEach(async () => {
  userId = `user-${randomUUID()}`;
  sessionId = (await got('createConversation', {}, `local:${userId}`))['id']!;
});

const ask = async (name: string, args: object, who: string): Promise<Result> =>
  dixon.query(operationNamed(name).document, args as Record<string, unknown>, who);

/** Throws where it is refused. */
const got = async <T = Shown>(name: string, args: object, who = CLEO): Promise<T> => {
  const { data, errors } = await ask(name, args, who);
  if (errors) throw new Error(`${name}: ${JSON.stringify(errors)}`);
  return data![name] as T;
};
const codeOf = async (name: string, args: object, who = CLEO) =>
  (await ask(name, args, who)).errors?.[0]?.extensions.code;

const commitsOf = async (stream: string) => Array.fromAsync(dixon.log.read({ subject: userId, stream }));
const heldState = async () => (await dixon.store.load(holds, holdsStream(userId))).state;
const mine = () => got<Shown[]>('getPrivacyRequests', {}, `local:${userId}`);

describe('a hold', () => {
  it('is placed and released by compliance, and the history names who it was', async () => {
    const hold = await got('placeHold', { userId, reason: ' A claim at court ' });
    expect(hold).toMatchObject({ userId, sessionId: null, reason: 'A claim at court', placedBy: 'user-cleo' });
    expect(await got('getHolds', { userId })).toEqual([hold]);
    expect(heldBy(await heldState(), { what: 'account' })).toBe(hold['id']);

    expect(await got('releaseHold', { userId, holdId: hold['id'], reason: 'Settled' })).toBe(true);
    expect(await got('releaseHold', { userId, holdId: hold['id'], reason: 'Settled' })).toBe(true);
    expect(await got('getHolds', { userId })).toEqual([]);
    const commits = await commitsOf('holds');
    expect(commits.map(({ events }) => events.map(({ type }) => type))).toEqual([['HoldPlaced'], ['HoldReleased']]);
    for (const { actor } of commits) expect(actor).toEqual({ kind: 'operator', id: 'user-cleo' });
  });

  it('on one session leaves the others free', async () => {
    const { id } = await got('placeHold', { userId, sessionId, reason: 'A claim' });
    const state = await heldState();
    expect(heldBy(state, { what: 'session', sessionId })).toBe(id);
    expect(heldBy(state, { what: 'session', sessionId: randomUUID() })).toBeUndefined();
  });

  it('that is placed twice by one command is one', async () => {
    const wish = { userId, reason: 'A claim', commandId: 'place-once' };
    expect(await got('placeHold', wish)).toEqual(await got('placeHold', wish));
    expect(await got<Shown[]>('getHolds', { userId })).toHaveLength(1);
  });

  it('by the command of something else is refused', async () => {
    const { id: holdId } = await got('placeHold', { userId, reason: 'A claim' });
    await got('releaseHold', { userId, holdId, reason: 'Settled', commandId: 'used-before' });
    expect(await codeOf('placeHold', { userId, reason: 'A claim', commandId: 'used-before' })).toBe('AlreadyExists');
  });

  it('on ids that nobody has protects nothing, and is refused', async () => {
    expect(await codeOf('placeHold', { userId: `user-${randomUUID()}`, reason: 'A claim' })).toBe('NotFound');
    expect(await codeOf('placeHold', { userId, sessionId: randomUUID(), reason: 'A claim' })).toBe('NotFound');
    expect(await codeOf('placeHold', { userId, reason: '  ' })).toBe('InvalidInput');
    expect(await codeOf('releaseHold', { userId, holdId: randomUUID(), reason: 'Settled' })).toBe('NotFound');
    expect(await commitsOf('holds')).toEqual([]);
  });

  it('is sealed: its reason rests nowhere that can be read', async () => {
    await got('placeHold', { userId, reason: 'quorvath claim' });
    const [commit] = await commitsOf('holds');
    expect(Buffer.from(commit!.body!).toString('latin1')).not.toContain('quorvath');
  });

  it('that was released goes with the account, and whoever comes back can be held anew', async () => {
    const { id: holdId } = await got('placeHold', { userId, reason: 'A claim', commandId: 'place-first' });
    const release = { userId, holdId, reason: 'Settled', commandId: 'release-first' };
    await got('releaseHold', release);
    await got('clearAllUserData', {}, `local:${userId}`);
    await dixon.caughtUp();
    expect((await commitsOf('holds')).every(({ body }) => body === undefined)).toBe(true);
    // the answer was lost, and the erasure that it let go on was quicker than the second try
    expect(await got('releaseHold', release)).toBe(true);
    expect(await got('getHolds', { userId })).toEqual([]);
    expect(await codeOf('placeHold', { userId, reason: 'A claim' })).toBe('NotFound');

    await got('createConversation', {}, `local:${userId}`);
    const { id } = await got('placeHold', { userId, reason: 'Another claim' });
    expect(await got('getHolds', { userId })).toMatchObject([{ id, reason: 'Another claim' }]);
  });
});

describe('a request', () => {
  it('is shown to the person and to compliance alike, newest first', async () => {
    const first = await requested(dixon.store, userId, { kind: 'export' });
    ahead += 1_000;
    const second = await requested(dixon.store, userId, { kind: 'erasure', scope: { what: 'session', sessionId } });
    const shown = await mine();
    expect(shown.map(({ id }) => id)).toEqual([second, first]);
    expect(shown).toMatchObject([
      { kind: 'erasure', scope: 'session', sessionId, vehicleId: null, via: 'api', state: 'confirmed' },
      { kind: 'export', scope: null, sessionId: null, explanation: expect.stringContaining('is due by 20') as string },
    ]);
    const { receivedAt, dueAt } = shown[0]!;
    expect(Date.parse(dueAt!) - Date.parse(receivedAt!)).toBe(28 * DAY);
    expect(await got('listPrivacyRequests', { userId })).toEqual(shown);
    expect(await got('listPrivacyRequests', { userId: `user-${randomUUID()}` })).toEqual([]);
  });

  it('is extended once by compliance, and the person reads why', async () => {
    const requestId = await requested(dixon.store, userId, { kind: 'export' });
    const before = (await mine())[0]!;
    const extended = await got('extendPrivacyRequest', { userId, requestId, reason: 'complex' });
    expect(Date.parse(extended['dueAt']!) - Date.parse(before['dueAt']!)).toBe(60 * DAY);
    expect(extended).toMatchObject({ extended: 'complex', explanation: expect.stringContaining('complex') as string });
    expect(await mine()).toEqual([extended]);
    expect(await codeOf('extendPrivacyRequest', { userId, requestId, reason: 'many-requests' })).toBe('QuotaExceeded');
    expect(await codeOf('extendPrivacyRequest', { userId, requestId, reason: 'we are busy' })).toBe('InvalidInput');
    const actors = (await commitsOf(privacyStream(userId, requestId).stream)).map(({ actor }) => actor);
    expect(actors.at(-1)).toEqual({ kind: 'operator', id: 'user-cleo' });
  });

  it('is refused by compliance with a reason, and the person reads what they can do', async () => {
    const requestId = await requested(dixon.store, userId, { kind: 'export' });
    const refused = await got('refusePrivacyRequest', { userId, requestId, reason: 'excessive' });
    expect(refused).toMatchObject({ state: 'refused', refused: 'excessive' });
    expect(refused['explanation']).toContain('data protection authority');
    expect(await mine()).toEqual([refused]);
    expect(await codeOf('extendPrivacyRequest', { userId, requestId, reason: 'complex' })).toBe('InvalidInput');
  });

  it('that is somebody else’s, or nobody’s, is not there', async () => {
    const requestId = await requested(dixon.store, userId, { kind: 'export' });
    for (const which of [
      { userId, requestId: randomUUID() },
      { userId: `user-${randomUUID()}`, requestId },
    ]) {
      expect(await codeOf('extendPrivacyRequest', { ...which, reason: 'complex' })).toBe('NotFound');
      expect(await codeOf('refusePrivacyRequest', { ...which, reason: 'excessive' })).toBe('NotFound');
    }
  });

  it('tells at every turn how it stands', async () => {
    const expiresAt = new Date(Date.now() + 7 * DAY).toISOString();
    const facts = { files: 8, bytes: 9, sha256: 'ab'.repeat(32), expiresAt };
    const receipt = { stores: [], backupsUntil: expiresAt, signature: 'c2ln', keyId: 'local-1' };
    const holdId = randomUUID();
    const now = async (requestId: string) => (await mine()).find(({ id }) => id === requestId);

    const fresh = randomUUID();
    await onRequest(dixon.store, userId, fresh, openRequest({ wish: { kind: 'export' }, via: 'chat' }));
    expect(await now(fresh)).toMatchObject({ state: 'received', via: 'chat', endedAt: null });

    const vehicleId = randomUUID();
    const erasure = await requested(dixon.store, userId, { kind: 'erasure', scope: { what: 'vehicle', vehicleId } });
    await onRequest(dixon.store, userId, erasure, holdRequest(holdId));
    expect(await now(erasure)).toMatchObject({ state: 'held', holdId, scope: 'vehicle', vehicleId });
    await onRequest(dixon.store, userId, erasure, failRequest('bodies', 'StorageUnavailable'));
    expect(await now(erasure)).toMatchObject({ state: 'failed', failedStep: 'bodies', holdId: null });
    await onRequest(dixon.store, userId, erasure, completeErasure(receipt));
    expect(await now(erasure)).toMatchObject({ state: 'erased', backupsUntil: expiresAt, failedStep: null });

    const archive = await requested(dixon.store, userId, { kind: 'export' });
    await onRequest(dixon.store, userId, archive, completeExport(facts));
    expect(await now(archive)).toMatchObject({ state: 'exported', expiresAt });
    await onRequest(dixon.store, userId, archive, eraseExport);
    expect(await now(archive)).toMatchObject({ state: 'expired' });
    const told = (await mine()).map(({ explanation }) => explanation);
    for (const sentence of told) expect(sentence).toMatch(/^[A-Z].{20,}\.$/);
  });

  it('outlives the account', async () => {
    await requested(dixon.store, userId, { kind: 'export' });
    const before = await mine();
    await got('clearAllUserData', {}, `local:${userId}`);
    await dixon.caughtUp();
    expect(await mine()).toEqual(before);
  });
});

describe('whoever is not from compliance', () => {
  const closed = [...queries, ...mutations].filter(({ name }) => isForCompliance(name));

  it.each(closed)('is refused $name, even on their own data, and leaves no trace', async ({ name }) => {
    const before = await dixon.commits();
    const args = { userId, holdId: randomUUID(), requestId: randomUUID(), reason: 'complex' };
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
