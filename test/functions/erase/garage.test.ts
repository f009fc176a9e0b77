/** Vehicles that were deleted: what the library said of them before it was carried over goes. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addVehicle, garage, garageStream } from '../../../events/garage/index.ts';
import type { ErasureWork } from '../../../workflows/erase-data/contract.ts';
import { carryOut } from '../../support/carry-out.ts';
import { HONDA } from '../../support/closed-account.ts';
import { places, type Around } from '../../support/erasing.ts';

describe.each(places)('deleted vehicles, %s', (_name, start) => {
  let home: Around;
  let user: string;
  const workOf = (below: number, conversations = 0): ErasureWork => {
    const wish = { subject: user, request: randomUUID(), at: '2026-01-23T10:00:00.000Z' };
    return { kind: 'garage', ...wish, below, conversations };
  };
  beforeAll(async () => {
    home = await start();
  });
  afterAll(() => home.stop());
  beforeEach(async () => {
    user = `user-${randomUUID()}`;
    const add = () => addVehicle(randomUUID(), HONDA);
    await home.act(garage, garageStream(user), add(), add(), add());
  });

  it('what stands below the carried-over library goes, with the exports that tell of it; what stands above stays', async () => {
    await home.putExport(user);
    const all = { bodies: 2, exports: 1 };
    const done = await carryOut(home.parts, workOf(3));
    expect(done).toEqual({ found: all, removed: all, left: [], advances: [2], passes: 1 });
    const commits = await Array.fromAsync(home.log.read(garageStream(user)));
    expect(commits.map(({ body }) => body !== undefined)).toEqual([false, false, true]);
    expect((await home.store.load(garage, garageStream(user))).state.vehicles).toHaveLength(3);
  });

  it('nothing else of the person is touched', async () => {
    const id = randomUUID();
    await home.say(user, id, 'My brakes are squealing');
    await home.upload(user, id);
    await home.count(user, 'messages');
    await home.mail(user);
    await carryOut(home.parts, workOf(3));
    expect(await home.bodies(user, `session/${id}`)).toBe(1);
    expect(await home.vault.living(user)).toEqual(['garage', `session/${id}`, 'views']);
    expect(await home.parts.rows.shown(user)).toEqual([id]);
    expect(await Array.fromAsync(home.parts.blobs.list(`uploads/${id}/`))).toHaveLength(1);
    expect([await home.parts.counters.count(user), await home.parts.mails.count(user)]).toEqual([1, 1]);
  });

  it('conversations that speak of them are left, with the reason', async () => {
    const { left, removed } = await carryOut(home.parts, workOf(3, 2));
    expect(left).toEqual([{ store: 'bodies', left: 2, reason: 'conversation' }]);
    expect(removed).toEqual({ bodies: 2 });
  });

  it('a library that never was has nothing to go', async () => {
    expect(await carryOut(home.parts, workOf(1))).toMatchObject({ found: {}, removed: {}, left: [] });
    expect(await home.bodies(user)).toBe(3);
  });

  it('a repeat finds nothing', async () => {
    await carryOut(home.parts, workOf(3));
    expect(await carryOut(home.parts, workOf(3))).toMatchObject({ found: {}, removed: {}, left: [] });
  });
});
