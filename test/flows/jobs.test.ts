/** What becomes of a deletion: a request that is carried out, waits for holds, and ends in a receipt. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../events/core/chain.ts';
import { startLocal, type Local } from '../support/local.ts';
import { says, scripted } from '../support/models.ts';

let dixon: Local;
beforeAll(async () => {
  dixon = await startLocal({ model: scripted(says('Noted.')).model });
});
afterAll(() => dixon.stop());

let sam: string;
beforeEach(() => {
  sam = `local:sam-${randomUUID()}`;
});
const userOf = (authorization: string): string => `user-${authorization.slice('local:'.length)}`;
const COMPLIANCE = 'local:colin:compliance';

const ask = async <T>(query: string, variables: Record<string, unknown> = {}, authorization = sam): Promise<T> => {
  const { data, errors } = await dixon.query(query, variables, authorization);
  expect(errors).toBeUndefined();
  return Object.values(data!)[0] as T;
};

const ADD = `mutation ($nickname: String!) { addUserVehicle(vehicleData: {
  basic: { year: 2024, make: "Honda", model: "Civic" }, nickname: $nickname }) { id } }`;
const DELETE = 'mutation ($id: String!) { deleteSession(sessionId: $id) }';
const DELETE_VEHICLE = 'mutation ($id: String!) { deleteUserVehicle(vehicleId: $id) }';
const HOLD = 'mutation ($user: String!) { placeHold(userId: $user, reason: "A claim") { id } }';
const RELEASE =
  'mutation ($user: String!, $hold: String!) { releaseHold(userId: $user, holdId: $hold, reason: "Settled") }';

type Request = { id: string; state: string; receipt: string | null; holdId: string | null };
const requests = () => ask<Request[]>('{ getPrivacyRequests { id state receipt holdId } }');
const listRequests = (userId: string) =>
  ask<Request[]>(`{ listPrivacyRequests(userId: "${userId}") { id state receipt } }`, {}, COMPLIANCE);

type Receipt = { receipt: { stores: { store: string; found: number; removed: number; left: number }[] } };
const storesOf = ({ receipt }: Request) =>
  Object.fromEntries((JSON.parse(receipt!) as Receipt).receipt.stores.map(({ store, ...tally }) => [store, tally]));

const converse = async (): Promise<string> => (await dixon.send('My brakes squeal', {}, sam)).conversationId;
const vehicle = async (nickname: string): Promise<string> => (await ask<{ id: string }>(ADD, { nickname })).id;

describe('a deletion becomes a request that ends in a receipt', () => {
  it('of a session', async () => {
    const id = await converse();
    await ask(DELETE, { id });
    await dixon.caughtUp();
    const [request, ...more] = await requests();
    expect(more).toEqual([]);
    expect(request).toMatchObject({ state: 'erased' });
    const commits = await Array.fromAsync(dixon.log.read({ subject: userOf(sam), stream: `session/${id}` }));
    // its row went as soon as the list heard that the session was deleted, or with the erasure
    expect(storesOf(request!)).toMatchObject({
      keys: { found: 1, removed: 1, left: 0 },
      bodies: { found: commits.length, removed: commits.length, left: 0 },
      rows: { left: 0 },
    });
    expect(await verifyChain(commits)).toMatchObject({ erased: commits.length });
    expect(await dixon.vault.erasedBy({ subject: userOf(sam), stream: `session/${id}` })).toBe(request!.id);
  });

  it('of one vehicle, which leaves the others', async () => {
    const gone = await vehicle('Old one');
    const kept = await vehicle('New one');
    await ask(DELETE_VEHICLE, { id: gone });
    await dixon.caughtUp();
    expect(await requests()).toMatchObject([{ state: 'erased', receipt: expect.any(String) }]);
    expect(await ask('{ getUserVehicles { id vehicleData { nickname } } }')).toEqual([
      { id: kept, vehicleData: { nickname: 'New one' } },
    ]);
  });

  it('of all vehicles', async () => {
    await vehicle('Old one');
    await ask('mutation { clearAllVehicles }');
    await dixon.caughtUp();
    expect(await requests()).toMatchObject([{ state: 'erased', receipt: expect.any(String) }]);
    expect(await ask('{ getUserVehicles { id } }')).toEqual([]);
  });

  it('of everything', async () => {
    await converse();
    await vehicle('Old one');
    await ask('mutation { clearAllUserData }');
    await dixon.caughtUp();
    const [request, ...more] = await listRequests(userOf(sam));
    expect(more).toEqual([]);
    expect(request).toMatchObject({ state: 'erased' });
    for (const { found, removed, left } of Object.values(storesOf(request!))) {
      expect(removed).toBe(found);
      expect(left).toBe(0);
    }
  });

  it('and once more, deletes nothing more', async () => {
    const id = await converse();
    await ask(DELETE, { id });
    await dixon.caughtUp();
    const before = await requests();
    const commits = await dixon.commits();
    expect((await dixon.query(DELETE, { id }, sam)).errors?.[0]?.extensions.code).toBe('NotFound');
    await dixon.caughtUp();
    expect(await requests()).toEqual(before);
    expect(await dixon.commits()).toBe(commits);
  });
});

describe('a deletion under a legal hold', () => {
  it('waits, says so, and is carried out once the hold is released', async () => {
    const user = userOf(sam);
    const id = await converse();
    const { id: hold } = await ask<{ id: string }>(HOLD, { user }, COMPLIANCE);
    await ask(DELETE, { id });
    await dixon.caughtUp();
    expect(await requests()).toMatchObject([{ state: 'held', holdId: hold, receipt: null }]);
    const stream = { subject: user, stream: `session/${id}` };
    const bodies = async () => (await Array.fromAsync(dixon.log.read(stream))).filter(({ body }) => body).length;
    expect(await bodies()).toBeGreaterThan(0);
    // gone for its person all the same
    expect(await ask('{ getChatSessions { id } }')).toEqual([]);

    await ask(RELEASE, { user, hold }, COMPLIANCE);
    await dixon.caughtUp();
    expect(await requests()).toMatchObject([{ state: 'erased', receipt: expect.any(String) }]);
    expect(await bodies()).toBe(0);
  });

  it('waits for every hold there is', async () => {
    const user = userOf(sam);
    await converse();
    const holds = [];
    for (const _ of [1, 2]) holds.push((await ask<{ id: string }>(HOLD, { user }, COMPLIANCE)).id);
    await ask('mutation { clearAllUserData }');
    await dixon.caughtUp();
    for (const hold of holds) {
      expect(await listRequests(user)).toMatchObject([{ state: 'held' }]);
      await ask(RELEASE, { user, hold }, COMPLIANCE);
      await dixon.caughtUp();
    }
    expect(await listRequests(user)).toMatchObject([{ state: 'erased' }]);
  });
});
