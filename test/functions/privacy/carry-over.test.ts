/** The erasure of vehicles on the real engine: what goes and what stays. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StreamAddress } from '../../../events/core/commit.ts';
import {
  addVehicle,
  clearGarage,
  deleteVehicle,
  garage,
  lockGarage,
  useVehicle,
} from '../../../events/garage/index.ts';
import {
  expectErasedOn,
  fill,
  instanceOn,
  libraryOn,
  newGarage,
  vehicle,
  vehicleId,
  type Instance,
} from '../../support/garages.ts';
import { engineHome, tickingClock, type Home } from '../../support/stores.ts';

/** When it is asked for: behind all that the tests' clock says before. */
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

const expectErased = (below: number, n: number) => expectErasedOn(home, address, below, n, requestId);

describe('the erasure of a vehicle', () => {
  it('leaves the others as they were, and nothing of its own, with bodies and without', async () => {
    await fill(dixon, address, 1, 2, 3);
    await dixon.wish(address, lockGarage);
    const before = await library();
    const { below } = await dixon.carryOver(wishFor(2));
    expect(await typesOf()).toEqual([
      ...['VehicleAdded', 'VehicleAdded', 'VehicleAdded', 'VehicleUsed', 'GarageLocked'],
      ...['VehicleDeleted', 'GarageCarriedOver'],
    ]);
    expect(below).toBe(7);
    const kept = { ...before, vehicles: before.vehicles.filter(({ id }) => id !== vehicleId(2)) };
    expect(await library()).toEqual(kept);
    await expectErased(below, 2);

    for (let number = 1; number < below; number += 1) await home.log.removeBody(address, number);
    expect(await library()).toEqual(kept);
    await expectErased(below, 2);
    // a release that folds another state finds all of it in what was carried over
    const folded = await instanceOn(home).store.load({ ...garage, fold: garage.fold + 1 }, address);
    expect(folded.state).toEqual(kept);
  });

  it('says who did it, for which request', async () => {
    await fill(dixon, address, 1, 2);
    await dixon.carryOver(wishFor(1));
    for (const { actor, correlation } of (await commits()).slice(-2))
      expect([actor, correlation]).toEqual([{ kind: 'system', id: 'erase-data' }, requestId]);
    expect(await dixon.vault.erasedBy(address)).toBe(requestId);
  });

  it('of all leaves an empty library, which takes vehicles again', async () => {
    await fill(dixon, address, 1, 2);
    const { below } = await dixon.carryOver({ ...wishFor(), vehicleIds: 'all' });
    expect(await typesOf()).toEqual(expect.arrayContaining(['GarageCleared', 'GarageCarriedOver']));
    await expectErased(below, 1);
    await expectErased(below, 2);
    await dixon.wish(address, addVehicle(vehicleId(3), vehicle(3)));
    expect((await library()).vehicles.map(({ id }) => id)).toEqual([vehicleId(3)]);
  });

  it('that the person deleted already deletes nothing again, not even under the same id', async () => {
    await fill(dixon, address, 1, 2);
    await dixon.wish(address, deleteVehicle(vehicleId(1)), requestId);
    await dixon.wish(address, addVehicle(vehicleId(1), { ...vehicle(1), nickname: 'another one' }));
    const { below } = await dixon.carryOver(wishFor(1));
    expect((await library()).vehicles.map(({ nickname }) => nickname)).toEqual(['number 2', 'another one']);
    await expectErased(below, 1);
  });

  it('spares what was added since it was asked for', async () => {
    await fill(dixon, address, 1, 2);
    await dixon.wish(address, clearGarage);
    await instanceOn(home, tickingClock(ASKED)).wish(address, addVehicle(vehicleId(3), vehicle(3)));
    const later = instanceOn(home, tickingClock('2026-02-01T01:00:00.000Z'));
    await later.wish(address, addVehicle(vehicleId(4), vehicle(4)));
    const { below } = await dixon.carryOver({ ...wishFor(), vehicleIds: 'all' });
    expect((await library()).vehicles.map(({ id }) => id)).toEqual([vehicleId(4)]);
    await expectErased(below, 3);
  });

  it('is not asked for again by the command that asked for it, nor by any before it', async () => {
    await fill(dixon, address, 1, 2);
    const context = { actor: { kind: 'person', id: address.subject }, correlation: requestId } as const;
    const repeatable = [
      { commandId: 'used-once', decide: useVehicle(vehicleId(2)) },
      { commandId: 'deleted-once', decide: deleteVehicle(vehicleId(1)) },
    ];
    const numbers = [];
    for (const { commandId, decide } of repeatable)
      numbers.push((await dixon.store.execute(garage, address, { ...context, commandId }, decide)).number);
    await dixon.carryOver(wishFor(1));
    const before = await library();
    for (const { commandId, decide } of repeatable) {
      const repeat = await dixon.store.execute(garage, address, { ...context, commandId }, decide);
      expect(repeat).toMatchObject({ number: numbers.shift(), repeated: true, events: [], state: before });
    }
    expect(await library()).toEqual(before);
  });

  it('of a person who never had any begins no library', async () => {
    expect(await dixon.carryOver(wishFor(1))).toEqual({ below: 1 });
    expect(await dixon.carryOver({ ...wishFor(), vehicleIds: 'all' })).toEqual({ below: 1 });
    expect(await commits()).toEqual([]);
    expect(await home.keys.get(address)).toBeUndefined();
  });

  it('carries over a library that is as large as one can be', async () => {
    await fill(dixon, address, 1);
    const vin = (n: number) => `1HGCM82633A00435${n}`;
    for (let n = 2; n <= 5; n += 1) {
      const nhtsaData = String(n).repeat(n === 5 ? 17_000 : 20_000);
      await dixon.wish(
        address,
        addVehicle(vehicleId(n), { ...vehicle(n), vin: { vin: vin(n), nhtsaData, verified: false } }),
      );
    }
    const { vehicles } = await library();
    expect(JSON.stringify(vehicles).length).toBeGreaterThan(75_000);
    const { below } = await dixon.carryOver(wishFor(1));
    expect((await library()).vehicles).toEqual(vehicles.slice(1));
    await expectErased(below, 1);
  });
});
