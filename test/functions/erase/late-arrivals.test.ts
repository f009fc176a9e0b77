/** What comes while an account is being erased: commands under way, exports, another erasure, the person themselves. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, accountStream } from '../../../events/account/index.ts';
import { addVehicle, garage, garageStream } from '../../../events/garage/index.ts';
import { viewsKey } from '../../../functions/adapters/dynamodb/session-item.ts';
import type { EraseParts } from '../../../functions/erase/ports.ts';
import { removeBodies } from '../../../functions/erase/remove-bodies.ts';
import { exportsOf } from '../../../functions/shared/exports/keys.ts';
import { carryOut } from '../../support/carry-out.ts';
import { closedAccount, HONDA, openAnew, wholeLife, type AccountWork } from '../../support/closed-account.ts';
import { places, type Around } from '../../support/erasing.ts';

describe.each(places)('while an account is erased, %s', (_name, start) => {
  let home: Around;
  let user: string;
  let work: AccountWork;
  beforeAll(async () => {
    home = await start();
  });
  afterAll(() => home.stop());
  beforeEach(async () => {
    user = `user-${randomUUID()}`;
    work = await closedAccount(home, user);
  });

  /** The parts, with something that happens before a row goes. */
  const beforeARowGoes = (happens: () => Promise<unknown>): EraseParts => ({
    ...home.parts,
    rows: {
      ...home.parts.rows,
      erase: async (...args) => {
        await happens();
        return home.parts.rows.erase(...args);
      },
    },
  });

  const once = (happens: () => Promise<unknown>) => {
    let pending = true;
    return async () => {
      if (!pending) return;
      pending = false;
      await happens();
    };
  };

  it('what a command writes goes with a second pass', async () => {
    const late = once(async () => {
      const id = randomUUID();
      await home.say(user, id, 'I was on my way');
      await home.upload(user, id);
    });
    const { passes, left, removed } = await carryOut(beforeARowGoes(late), work);
    expect([passes, left]).toEqual([2, []]);
    expect(removed).toMatchObject({ rows: 3, uploads: 3 });
    expect(await home.bodies(user)).toBe(1);
    expect(await home.vault.living(user)).toHaveLength(1);
  });

  it('what a command writes into a library that is erased already goes as well', async () => {
    const late = once(() => home.act(garage, garageStream(user), addVehicle(randomUUID(), HONDA)));
    const { passes, left } = await carryOut(beforeARowGoes(late), work);
    expect([passes, left]).toEqual([2, []]);
    expect(await home.vault.living(user)).toEqual([expect.stringMatching(/^privacy\//)]);
    expect(await home.bodies(user)).toBe(1);
  });

  it('a key for rows that is made behind the end is found, and goes once the work is resumed', async () => {
    const parts: EraseParts = {
      ...home.parts,
      signIns: {
        ...home.parts.signIns,
        remove: async (userId) => {
          await home.vault.seal(viewsKey(user), 'place', Buffer.from('Brakes'), { renew: true });
          return home.parts.signIns.remove(userId);
        },
      },
    };
    expect((await carryOut(parts, work)).left).toEqual([{ store: 'keys', left: 1 }]);
    expect((await carryOut(home.parts, work)).left).toEqual([]);
  });

  it('an export that comes to its end goes with a second pass', async () => {
    const { passes, left } = await carryOut(beforeARowGoes(once(() => home.putExport(user))), work);
    expect([passes, left]).toEqual([2, []]);
    expect(await Array.fromAsync(home.parts.blobs.list(exportsOf(user)))).toEqual([]);
  });

  it('what keeps on coming ends it after five passes, before the account’s own key is gone', async () => {
    const parts = beforeARowGoes(() => home.say(user, randomUUID(), 'And another thing'));
    await expect(carryOut(parts, work)).rejects.toMatchObject({ name: 'ConcurrentModification', facts: { pass: 5 } });
    expect(await home.vault.living(user)).toContain('account');
    // once it ends, the work goes on from the beginning
    expect(await carryOut(home.parts, work)).toMatchObject({ left: [] });
    expect(await home.bodies(user)).toBe(1);
  });

  it('what is counted of who keeps trying ends nothing, and goes with the account', async () => {
    const { passes, left } = await carryOut(
      beforeARowGoes(() => home.count(user, 'messages')),
      work,
    );
    expect([passes, left]).toEqual([1, []]);
    expect(await home.parts.counters.count(user)).toBe(0);
  });

  it('another erasure may end it and the person come back: what was only looked at then is spared', async () => {
    const comeBack = once(async () => {
      await carryOut(home.parts, { ...work, request: randomUUID() });
      await wholeLife(home, user);
    });
    const parts: EraseParts = {
      ...home.parts,
      redactor: {
        ...home.parts.redactor,
        places: async function* (...args) {
          await comeBack();
          yield* home.parts.redactor.places(...args);
        },
      },
    };
    expect(await removeBodies(parts)({ work, before: 0 })).toMatchObject({ total: 0, more: false });
    expect((await home.store.load(garage, garageStream(user))).state.vehicles).toHaveLength(1);
    expect((await home.store.load(account, accountStream(user))).state).toMatchObject({ status: 'open' });
  });

  it('who is back before the sign-in went keeps it, and the receipt says so', async () => {
    const parts: EraseParts = {
      ...home.parts,
      redactor: {
        ...home.parts.redactor,
        removeBody: async (address, number) => {
          await home.parts.redactor.removeBody(address, number);
          if (address.stream === 'account' && number === work.last) await openAnew(home, user);
        },
      },
    };
    const { left, removed } = await carryOut(parts, work);
    expect(left).toEqual([{ store: 'sign-in', left: 1, reason: 'begun-since' }]);
    expect(removed).not.toHaveProperty('sign-in');
    expect(await home.parts.signIns.exists(user)).toBe(true);
  });
});
