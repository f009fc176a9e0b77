/** The erasure of an account, whatever the erasure of one of its vehicles is doing just then. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { StreamAddress } from '../../../events/core/commit.ts';
import { addVehicle, garage } from '../../../events/garage/index.ts';
import { StreamErased } from '../../../schemas/errors.ts';
import { fill, instanceOn, libraryOn, newGarage, vehicle, vehicleId, type Ports } from '../../support/garages.ts';
import { thrownBy } from '../../support/loopback.ts';
import { engineHome, tickingClock, type Home } from '../../support/stores.ts';

const ACCOUNT = 'account-request';
/** Before the vehicle's: it waited for a hold to be released. */
const ASKED_FIRST = '2026-02-01T00:00:00.000Z';
const ASKED_THEN = '2026-02-02T00:00:00.000Z';

let home: Home;
let address: StreamAddress;
let wish: { subject: string; requestId: string; at: string; vehicleIds: string[] };
beforeAll(async () => {
  home = await engineHome();
});
afterAll(() => home.stop());
beforeEach(async () => {
  address = newGarage();
  wish = { subject: address.subject, requestId: randomUUID(), at: ASKED_THEN, vehicleIds: [vehicleId(2)] };
  await fill(instanceOn(home), address, 1, 2);
});

const shred = () => instanceOn(home).vault.shred(address, ACCOUNT, ASKED_FIRST);

const expectAllErased = async () => {
  expect(await home.keys.get(address)).toEqual({ kind: 'tombstone', request: ACCOUNT, at: ASKED_FIRST });
  expect((await libraryOn(home, address)).vehicles).toEqual([]);
  for await (const commit of home.log.read(address))
    expect((await thrownBy(instanceOn(home).store.open(garage, commit), StreamErased)).request).toBe(ACCOUNT);
};

/** The ports, with something done first as soon as a write is asked for. */
const beforeWrite = (number: number, first: () => Promise<unknown>): Ports => {
  let left = number;
  const count = async () => {
    left -= 1;
    if (left === 0) await first();
  };
  return {
    log: { ...home.log, append: async (commit) => (await count(), home.log.append(commit)) },
    keys: { ...home.keys, replace: async (...change) => (await count(), home.keys.replace(...change)) },
  };
};

it.each(
  ['taking it out', 'the fresh key', 'carrying over', 'the end of the old key'].map((s, n) => [s, n + 1] as const),
)('takes the whole library where it comes just before %s', async (_step, write) => {
  // what lost the race against it is repeated by its state machine
  await instanceOn(beforeWrite(write, shred))
    .carryOver(wish)
    .catch(() => undefined);
  await expectAllErased();
  expect(await instanceOn(home).carryOver(wish)).toEqual({ below: expect.any(Number) as number });
  await expectAllErased();
});

it('takes the whole library after a rotation that nobody finished, and nothing begins it again', async () => {
  const { vault, carryOver } = instanceOn(home);
  await vault.startRotation(address, wish.requestId, wish.at);
  expect(await shred()).toBe(true);
  expect(await carryOver(wish)).toEqual({ below: 1 });
  expect(await Array.fromAsync(home.log.read(address))).toHaveLength(3);
  await expectAllErased();
});

it('leaves nothing to an erasure of a vehicle that comes after the person is back', async () => {
  await shred();
  const returned = instanceOn(home, tickingClock('2026-03-01T00:00:00.000Z'));
  await returned.wish(address, addVehicle(vehicleId(2), vehicle(7)));
  const before = await libraryOn(home, address);
  await instanceOn(home).carryOver(wish);
  expect(await libraryOn(home, address)).toEqual(before);
  expect(await shred()).toBe(false);
  expect(await libraryOn(home, address)).toEqual(before);
});
