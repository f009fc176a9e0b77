/** Whatever somebody has erased becomes a request of its own. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, accountStream, closeAccount, openAccount } from '../../../events/account/index.ts';
import { addVehicle, clearGarage, deleteVehicle, garage, garageStream } from '../../../events/garage/index.ts';
import { requestIdIn } from '../../../events/privacy/index.ts';
import { deleteSession, session, sessionStream, startTurn, type SessionEvent } from '../../../events/session/index.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { requested } from '../../support/compliance.ts';
import { privacyBooks, type Books } from '../../support/privacy.ts';

let books: Books;
let user: string;
let request: string;
beforeAll(async () => {
  books = await privacyBooks();
});
afterAll(() => books.stop());
beforeEach(() => {
  user = `user-${randomUUID()}`;
  request = randomUUID();
});

const say = startTurn({ turnId: randomUUID(), message: 'my brakes squeal', mayBegin: true });
const vehicle = { basic: { make: 'Honda', model: 'Civic', year: 2016 } };

const deletedSession = async (how: Parameters<Books['act']>[3] = { correlation: request }) => {
  const sessionId = randomUUID();
  const address = sessionStream(user, sessionId);
  await books.act(session, address, say);
  return { sessionId, commit: await books.act(session, address, deleteSession, how) };
};

describe('a fact by which somebody has something erased', () => {
  it('opens the request that its correlation names, confirmed by their login', async () => {
    const { sessionId, commit } = await deletedSession();
    expect(await books.task('OpenRequest', commit)).toEqual({ opened: true });
    expect(await books.requestOf(user, request)).toMatchObject({
      status: 'confirmed',
      wish: { kind: 'erasure', scope: { what: 'session', sessionId } },
      via: 'api',
      confirmedBy: 'login',
    });
  });

  it('opens it once, however often it is announced', async () => {
    const { commit } = await deletedSession();
    await books.task('OpenRequest', commit);
    expect(await books.task('OpenRequest', commit)).toEqual({ opened: false });
    const commits = await Array.fromAsync(books.log.readSubject(user, 'privacy'));
    expect(commits.map(({ events }) => events.map(({ type }) => type))).toEqual([
      ['RequestReceived', 'IdentityConfirmed'],
    ]);
  });

  it('says the same of an account, and of the whole library', async () => {
    await books.act(account, accountStream(user), openAccount('registered'));
    const closed = await books.act(account, accountStream(user), closeAccount, { correlation: request });
    await books.task('OpenRequest', closed);
    expect(await books.requestOf(user, request)).toMatchObject({ wish: { scope: { what: 'account' } } });

    const other = randomUUID();
    await books.act(garage, garageStream(user), addVehicle(randomUUID(), vehicle));
    const cleared = await books.act(garage, garageStream(user), clearGarage, { correlation: other });
    await books.task('OpenRequest', cleared);
    expect(await books.requestOf(user, other)).toMatchObject({ wish: { scope: { what: 'vehicles' } } });
  });

  it('names the vehicle that was deleted', async () => {
    const vehicleId = randomUUID();
    await books.act(garage, garageStream(user), addVehicle(vehicleId, vehicle));
    const commit = await books.act(garage, garageStream(user), deleteVehicle(vehicleId), { correlation: request });
    await books.task('OpenRequest', commit);
    expect(await books.requestOf(user, request)).toMatchObject({ wish: { scope: { what: 'vehicle', vehicleId } } });
  });

  it('that was erased itself meanwhile opens none: it does not say any more which vehicle it was', async () => {
    const vehicleId = randomUUID();
    await books.act(garage, garageStream(user), addVehicle(vehicleId, vehicle));
    const commit = await books.act(garage, garageStream(user), deleteVehicle(vehicleId), { correlation: request });
    await books.vault.shred(garageStream(user), randomUUID(), books.now());
    expect(await books.task('OpenRequest', commit)).toEqual({ opened: false });
    await books.log.removeBody(garageStream(user), commit.number);
    expect(await books.task('OpenRequest', commit)).toEqual({ opened: false });
  });

  it('was confirmed in the chat: its wish is the request, and the verified email the proof', async () => {
    const address = sessionStream(user, randomUUID());
    await books.act(session, address, say);
    const wish = { kind: 'export' as const };
    const confirm = (): SessionEvent[] => [{ type: 'PrivacyWishConfirmed', requestId: request, wish }];
    const commit = await books.act(session, address, confirm, { correlation: randomUUID() });
    await books.task('OpenRequest', commit);
    expect(await books.requestOf(user, request)).toMatchObject({ wish, via: 'chat', confirmedBy: 'email' });
  });
});

describe('who asked', () => {
  it.each([
    ['a visitor, by their token', 'person', 'api', 'token'],
    ['an operator, who vouches for it', 'operator', 'api', 'operator'],
    ['nobody: their time was over', 'system', 'retention', 'policy'],
  ] as const)('%s', async (_who, kind, via, confirmedBy) => {
    if (kind === 'person') user = `anon-session-${randomUUID()}`;
    const { commit } = await deletedSession({ correlation: request, actor: { kind, id: 'somebody' } });
    await books.task('OpenRequest', commit);
    expect(await books.requestOf(user, request)).toMatchObject({ via, confirmedBy });
  });
});

describe('a fact that is not a wish of its own', () => {
  it('belongs to the job of a request that is there: it opens none, and changes nothing of it', async () => {
    const wish = { kind: 'erasure' as const, scope: { what: 'account' as const, signIn: true as const } };
    await requested(books.store, user, wish, request);
    await books.act(account, accountStream(user), openAccount('registered'));
    const closed = await books.act(account, accountStream(user), closeAccount, { correlation: request });
    expect(await books.task('OpenRequest', closed)).toEqual({ opened: false });
    expect(await books.requestOf(user, request)).toMatchObject({ wish });
  });

  it('erases nothing, and opens none', async () => {
    const commit = await books.act(session, sessionStream(user, randomUUID()), say);
    expect(await books.task('OpenRequest', commit)).toEqual({ opened: false });
  });
});

it('older facts have correlations that are no ids, several the same: each gets its own request, always the same', async () => {
  const how = { correlation: `retention/${user}`, actor: { kind: 'system' as const, id: 'retention' } };
  const [first, second] = [await deletedSession(how), await deletedSession(how)];
  for (const { commit } of [first, second, first]) await books.task('OpenRequest', commit);
  const streams = await books.store.streams(user, 'privacy');
  const states = await Promise.all(streams.map((stream) => books.requestOf(user, requestIdIn(stream))));
  const scopes = states.map((state) => state.status !== 'none' && state.wish.kind === 'erasure' && state.wish.scope);
  const wanted = [first, second].map(({ sessionId }) => ({ what: 'session', sessionId }));
  expect(scopes).toEqual(expect.arrayContaining(wanted));
  expect(streams).toHaveLength(2);
});

it('a read that is older than the announcement is tried again', async () => {
  const { commit } = await deletedSession();
  const store = { ...books.store, older: async () => [] };
  await expect(books.task('OpenRequest', commit, { store })).rejects.toBeInstanceOf(StorageUnavailable);
});
