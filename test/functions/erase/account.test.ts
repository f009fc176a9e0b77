/** An account that was closed: everything of its person goes, and nothing of who comes back. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, accountStream } from '../../../events/account/index.ts';
import { verifyChain } from '../../../events/core/chain.ts';
import { addVehicle, garage, garageStream } from '../../../events/garage/index.ts';
import { privacy } from '../../../events/privacy/index.ts';
import { carryOut } from '../../support/carry-out.ts';
import { closedAccount, closeNow, HONDA, openAnew, WHOLE, wholeLife } from '../../support/closed-account.ts';
import { places, type Around } from '../../support/erasing.ts';

/** One more than the person had: the commit that closed the account. */
const CLOSED = { ...WHOLE, bodies: WHOLE.bodies + 1 };
/** In their request. */
const KEPT = 1;

describe.each(places)('a closed account, %s', (_name, start) => {
  let home: Around;
  let user: string;
  beforeAll(async () => {
    home = await start();
  });
  afterAll(() => home.stop());
  beforeEach(() => {
    user = `user-${randomUUID()}`;
  });

  const streamsOf = async () => (await home.store.streams(user)).filter((stream) => !stream.startsWith('privacy/'));
  const requestOf = async () => {
    const [stream] = (await home.store.streams(user)).filter((each) => each.startsWith('privacy/'));
    return (await home.store.load(privacy, { subject: user, stream: stream! })).state;
  };

  it('goes with everything of its person; every chain still verifies and names the request', async () => {
    const work = await closedAccount(home, user);
    const done = await carryOut(home.parts, work);
    expect(done).toEqual({ found: CLOSED, removed: CLOSED, left: [], advances: [3], passes: 1 });
    expect(await home.bodies(user)).toBe(KEPT);
    for (const stream of await streamsOf()) {
      const commits = await Array.fromAsync(home.log.read({ subject: user, stream }));
      expect(await verifyChain(commits)).toMatchObject({ commits: commits.length, erased: commits.length });
      expect(await home.vault.erasedBy({ subject: user, stream })).toBe(work.request);
    }
  });

  it('leaves its requests: they are the receipt', async () => {
    await carryOut(home.parts, await closedAccount(home, user));
    expect(await requestOf()).toMatchObject({ status: 'received', wish: { kind: 'erasure' } });
    expect(await home.vault.living(user)).toEqual([expect.stringMatching(/^privacy\//)]);
  });

  it('keeps the sign-in of who did not ask for that', async () => {
    const { signIn: _asked, ...work } = await closedAccount(home, user);
    const { found, removed, left } = await carryOut(home.parts, work);
    const { 'sign-in': _kept, ...rest } = CLOSED;
    expect([found, removed, left]).toEqual([rest, rest, []]);
    expect(await home.parts.signIns.exists(user)).toBe(true);
  });

  it('goes once: a repeat finds nothing', async () => {
    const work = await closedAccount(home, user);
    await carryOut(home.parts, work);
    expect(await carryOut(home.parts, work)).toMatchObject({ found: {}, removed: {}, left: [], passes: 1 });
  });

  it('leaves other people alone', async () => {
    const other = `user-${randomUUID()}`;
    await wholeLife(home, other);
    const before = await home.bodies(other);
    await carryOut(home.parts, await closedAccount(home, user));
    expect(await home.bodies(other)).toBe(before);
    expect(await home.vault.living(other)).toHaveLength(WHOLE.keys + KEPT);
    expect(await home.parts.rows.shown(other)).toHaveLength(WHOLE.rows);
    expect(await home.parts.counters.count(other)).toBe(WHOLE.counters);
    expect(await home.parts.mails.count(other)).toBe(WHOLE.outbox);
    expect(await home.parts.signIns.exists(other)).toBe(true);
  });

  it('cannot begin anew before everything old is erased', async () => {
    await closedAccount(home, user);
    await expect(openAnew(home, user)).rejects.toMatchObject({ name: 'ConcurrentModification', recoverable: true });
  });

  it('may begin anew, and a late repeat of the old wish spares the new life and all that is in it', async () => {
    const work = await closedAccount(home, user);
    await carryOut(home.parts, work);
    await wholeLife(home, user);
    const [bodies, keys] = [await home.bodies(user), await home.vault.living(user)];

    const again = await carryOut(home.parts, work);
    expect(again).toMatchObject({ found: { 'sign-in': 1 }, removed: {}, passes: 1 });
    expect(again.left).toEqual([{ store: 'sign-in', left: 1, reason: 'begun-since' }]);
    expect([await home.bodies(user), await home.vault.living(user)]).toEqual([bodies, keys]);
    expect((await home.store.load(garage, garageStream(user))).state.vehicles).toHaveLength(1);
    expect(await home.parts.rows.shown(user)).toHaveLength(WHOLE.rows);
    expect(await home.parts.counters.count(user)).toBe(WHOLE.counters);
  });

  it('and who comes back and goes again is gone again', async () => {
    await carryOut(home.parts, await closedAccount(home, user));
    await wholeLife(home, user);
    const second = await closeNow(home, user);
    const { 'sign-in': _kept, ...rest } = CLOSED;
    expect(await carryOut(home.parts, second)).toMatchObject({ found: rest, removed: rest, left: [] });
    expect(await home.vault.erasedBy(accountStream(user))).toBe(second.request);
    expect((await home.store.load(account, accountStream(user))).state).toEqual({ status: 'none' });
  });

  it('that never opened, in a copy that was put back, goes as well', async () => {
    await home.act(garage, garageStream(user), addVehicle(randomUUID(), HONDA));
    await home.say(user, randomUUID(), 'Hello');
    const work = {
      kind: 'account' as const,
      subject: user,
      request: randomUUID(),
      at: '2026-02-01T00:00:00.000Z',
      last: 0,
    };
    const all = { keys: 3, bodies: 2, rows: 1 };
    expect(await carryOut(home.parts, work)).toMatchObject({ found: all, removed: all, left: [] });
    expect(await home.bodies(user)).toBe(0);
    await openAnew(home, user);
    expect(await carryOut(home.parts, work)).toMatchObject({ found: {}, removed: {}, left: [] });
    expect((await home.store.load(account, accountStream(user))).state).toMatchObject({ status: 'open' });
  });
});
