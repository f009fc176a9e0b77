/** An erasure of a vehicle that fails in the middle, or that is repeated when nobody expects it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Commit, StreamAddress } from '../../../events/core/commit.ts';
import type { KeyStore } from '../../../functions/adapters/sealing/key-store.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { thrownBy } from '../../support/loopback.ts';
import {
  expectErasedOn,
  fill,
  instanceOn,
  libraryOn,
  newGarage,
  vehicleId,
  type Instance,
  type Ports,
} from '../../support/garages.ts';
import { engineHome, type Home } from '../../support/stores.ts';

const ASKED = '2026-02-01T00:00:00.000Z';

let home: Home;
let address: StreamAddress;
let requestId: string;
let dixon: Instance;
beforeAll(async () => {
  home = await engineHome();
});
afterAll(() => home.stop());
beforeEach(() => {
  address = newGarage();
  requestId = randomUUID();
  dixon = instanceOn(home);
});

const wishFor = (...numbers: number[]) => ({
  subject: address.subject,
  requestId,
  at: ASKED,
  vehicleIds: numbers.map(vehicleId),
});
const commits = () => Array.fromAsync(home.log.read(address));
const typesOf = async () => (await commits()).flatMap(({ events }) => events.map(({ type }) => type));
const library = () => libraryOn(home, address);

/** The ports, of whose writes one fails: before it is done, or when it is done and nobody hears of it. */
const failing = (write: number, when: 'before' | 'after'): Ports => {
  let left = write;
  const guarded =
    <A extends unknown[], R>(real: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      left -= 1;
      if (left === 0 && when === 'before') throw new StorageUnavailable('test');
      const result = await real(...args);
      if (left === 0) throw new StorageUnavailable('test');
      return result;
    };
  return {
    log: { ...home.log, append: guarded((commit: Commit) => home.log.append(commit)) },
    keys: {
      ...home.keys,
      replace: guarded((...args: Parameters<KeyStore['replace']>) => home.keys.replace(...args)),
    },
  };
};

const STEPS = ['taking it out', 'the fresh key', 'carrying over', 'the end of the old key'];
it.each(STEPS.flatMap((step, index) => (['before', 'after'] as const).map((when) => [when, step, index + 1] as const)))(
  'an erasure that fails %s %s is repeated, does each step once, and loses nothing',
  async (when, _step, write) => {
    await fill(dixon, address, 1, 2, 3);
    const kept = (await library()).vehicles.filter(({ id }) => id !== vehicleId(2));
    await thrownBy(instanceOn(failing(write, when)).carryOver(wishFor(2)), StorageUnavailable);
    expect((await library()).vehicles).toEqual(expect.arrayContaining(kept));

    const repeats = [await instanceOn(home).carryOver(wishFor(2)), await instanceOn(home).carryOver(wishFor(2))];
    expect(repeats).toEqual([{ below: 6 }, { below: 6 }]);
    expect((await library()).vehicles).toEqual(kept);
    expect((await typesOf()).slice(4)).toEqual(['VehicleDeleted', 'GarageCarriedOver']);
    await expectErasedOn(home, address, 6, 2, requestId);
  },
);

it('an erasure is repeated so late that another erasure took its own key since, and finds that it is done', async () => {
  await fill(dixon, address, 1, 2, 3);
  const { below } = await dixon.carryOver(wishFor(1));
  const other = randomUUID();
  const since = await dixon.carryOver({ ...wishFor(2), requestId: other });
  expect(await instanceOn(home).carryOver(wishFor(1))).toEqual({ below });
  expect((await library()).vehicles.map(({ id }) => id)).toEqual([vehicleId(3)]);
  await expectErasedOn(home, address, since.below, 2, other);
});

it('an erasure is repeated so late that nobody remembers it, and changes nothing for the person', async () => {
  await fill(dixon, address, 1, 2);
  await dixon.carryOver(wishFor(1));
  for (let n = 0; n < 33; n += 1) await fill(dixon, address, 2);
  const before = await library();
  const { below } = await instanceOn(home).carryOver(wishFor(1));
  expect(below).toBe(39);
  expect(await typesOf()).toHaveLength(39);
  expect(await library()).toEqual(before);
});
