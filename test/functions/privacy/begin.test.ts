/** Begin: what is to go ends for its person, the ledger knows, and the redactor hears what it is to take. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, accountStream, chooseRetention, closeAccount, openAccount } from '../../../events/account/index.ts';
import { addVehicle, garage, garageStream } from '../../../events/garage/index.ts';
import { deleteSession, selectVehicle, session, sessionStream, startTurn } from '../../../events/session/index.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import type { ErasureScope } from '../../../schemas/privacy.ts';
import type { ErasureWork } from '../../../workflows/erase-data/contract.ts';
import { requested } from '../../support/compliance.ts';
import { privacyBooks, type Books } from '../../support/privacy.ts';

let books: Books;
let user: string;
beforeAll(async () => {
  books = await privacyBooks();
});
afterAll(() => books.stop());
beforeEach(() => {
  user = `user-${randomUUID()}`;
});

const asked = (scope: ErasureScope) => requested(books.store, user, { kind: 'erasure', scope });
const begin = async (requestId: string, more: object = {}, other = {}) =>
  (await books.task('Begin', { subject: user, requestId, ...more }, other)) as ErasureWork;
const receivedAt = async (requestId: string) => {
  const state = await books.requestOf(user, requestId);
  return state.status === 'none' ? '' : state.receivedAt;
};
const tipOf = async (stream: string) =>
  (await books.log.newest({ subject: user, stream }, { limit: 1, consistent: true }))[0];
const open = () => books.act(account, accountStream(user), openAccount('registered'));
/** As the redactor does it, last of all. */
const erased = (requestId: string) => books.vault.shred(accountStream(user), requestId, books.now());

const say = startTurn({ turnId: randomUUID(), message: 'my brakes squeal', mayBegin: true });

describe('a session', () => {
  const begun = async () => {
    const sessionId = randomUUID();
    await books.act(session, sessionStream(user, sessionId), say);
    return sessionId;
  };

  it('that is still there is deleted by the job, under the number of its request', async () => {
    const sessionId = await begun();
    const requestId = await asked({ what: 'session', sessionId });
    const at = await receivedAt(requestId);
    expect(await begin(requestId)).toEqual({ kind: 'session', subject: user, request: requestId, at, sessionId });
    expect(await tipOf(`session/${sessionId}`)).toMatchObject({
      events: [{ type: 'SessionDeleted' }],
      correlation: requestId,
      actor: { kind: 'system', id: 'erase-data' },
    });
  });

  it('that is deleted already is left at that; so is one that is erased, and a repeat', async () => {
    const sessionId = await begun();
    const address = sessionStream(user, sessionId);
    const { number } = await books.act(session, address, deleteSession);
    const requestId = await asked({ what: 'session', sessionId });
    const first = await begin(requestId);
    await books.vault.shred(address, requestId, books.now());
    expect(await begin(requestId)).toEqual(first);
    expect((await tipOf(`session/${sessionId}`))?.number).toBe(number);
  });
});

describe('an account', () => {
  it('is closed, and the commit that closed it is the last that goes', async () => {
    await open();
    const requestId = await asked({ what: 'account', signIn: true });
    const work = await begin(requestId);
    expect(work).toMatchObject({ kind: 'account', last: 2, signIn: true, at: await receivedAt(requestId) });
    expect(await tipOf('account')).toMatchObject({ events: [{ type: 'AccountClosed' }], correlation: requestId });
    expect(await begin(requestId)).toEqual(work);
  });

  it('that its person closed goes up to there', async () => {
    await open();
    await books.act(account, accountStream(user), chooseRetention(30));
    await books.act(account, accountStream(user), closeAccount);
    expect(await begin(await asked({ what: 'account' }))).toMatchObject({ last: 3 });
  });

  it('that never was has no last commit', async () => {
    expect(await begin(await asked({ what: 'account' }))).toMatchObject({ kind: 'account', last: 0 });
    expect(await tipOf('account')).toBeUndefined();
  });

  it('that was opened again since is spared, whatever is repeated late', async () => {
    await open();
    const requestId = await asked({ what: 'account' });
    await begin(requestId);
    await erased(requestId);
    await open();
    await books.act(account, accountStream(user), chooseRetention(90));
    expect(await begin(requestId)).toMatchObject({ last: 2 });
    expect((await books.store.load(account, accountStream(user))).state).toMatchObject({ status: 'open' });
  });

  it('that was opened for the first time after it was asked is spared as well', async () => {
    const requestId = await asked({ what: 'account' });
    await books.act(account, accountStream(user), openAccount('registered'));
    const state = await books.requestOf(user, requestId);
    const opened = (await tipOf('account'))!;
    expect(state.status !== 'none' && state.receivedAt < opened.at).toBe(true);
    expect(await begin(requestId)).toMatchObject({ last: 0 });
    expect(await tipOf('account')).toEqual(opened);
  });

  it('says the same of its last commit when it is erased as when it was not', async () => {
    await open();
    const requestId = await asked({ what: 'account' });
    const work = await begin(requestId);
    await erased(requestId);
    for (const number of [1, 2]) await books.log.removeBody(accountStream(user), number);
    expect(await begin(requestId)).toEqual(work);
  });
});

describe('vehicles', () => {
  const civic = { basic: { make: 'Honda', model: 'Civic', year: 2016 } };

  it('go from the library, which is carried over without them; what stands below goes', async () => {
    const [gone, kept] = [randomUUID(), randomUUID()];
    for (const id of [gone, kept]) await books.act(garage, garageStream(user), addVehicle(id, civic));
    const work = await begin(await asked({ what: 'vehicle', vehicleId: gone }));
    const { state, number } = await books.store.load(garage, garageStream(user));
    expect(state.vehicles.map(({ id }) => id)).toEqual([kept]);
    expect(work).toMatchObject({ kind: 'garage', below: number, conversations: 0 });
  });

  it('all go, and the conversations that speak of one are counted', async () => {
    const vehicleId = randomUUID();
    await books.act(garage, garageStream(user), addVehicle(vehicleId, civic));
    const about = sessionStream(user, randomUUID());
    await books.act(session, about, say);
    await books.act(session, about, selectVehicle(vehicleId));
    const work = await begin(await asked({ what: 'vehicles' }));
    expect(work).toMatchObject({ kind: 'garage', conversations: 1 });
    expect((await books.store.load(garage, garageStream(user))).state.vehicles).toEqual([]);
  });
});

describe('the ledger', () => {
  it('knows of it before anything ends: without the ledger nothing is begun', async () => {
    await open();
    const requestId = await asked({ what: 'account' });
    const ledger = {
      ...books.parts.ledger,
      enter: async () => {
        throw new StorageUnavailable('blobs');
      },
    };
    await expect(begin(requestId, {}, { ledger })).rejects.toBeInstanceOf(StorageUnavailable);
    expect((await tipOf('account'))?.number).toBe(1);
  });

  it('says whose, which, what and since when', async () => {
    const scope: ErasureScope = { what: 'session', sessionId: randomUUID() };
    const requestId = await asked(scope);
    await begin(requestId);
    const entries = (await books.entries()).filter((entry) => entry.requestId === requestId);
    expect(entries).toEqual([
      { subject: user, requestId, scope, at: await receivedAt(requestId), entered: expect.any(String) },
    ]);
  });

  it('is not told again what it told itself', async () => {
    const restored = { scope: { what: 'account' as const }, at: books.now() };
    const requestId = randomUUID();
    await books.task('Receive', { subject: user, requestId, restored });
    expect(await begin(requestId, { restored })).toMatchObject({ at: restored.at });
    expect((await books.entries()).filter((entry) => entry.requestId === requestId)).toEqual([]);
  });
});

it('what asks for an export erases nothing', async () => {
  const requestId = await requested(books.store, user, { kind: 'export' });
  await expect(begin(requestId)).rejects.toMatchObject({ name: 'InvalidInput' });
  await expect(begin(randomUUID())).rejects.toMatchObject({ name: 'NotFound' });
});
