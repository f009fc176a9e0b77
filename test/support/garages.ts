/** Libraries to erase vehicles of: several instances of the service on one log and one keys table. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { verifyChain } from '../../events/core/chain.ts';
import type { StreamAddress } from '../../events/core/commit.ts';
import { createEventStore } from '../../events/core/create-event-store.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import type { Vault } from '../../events/core/vault.ts';
import {
  addVehicle,
  garage,
  garageStream,
  useVehicle,
  type GarageEvent,
  type GarageState,
} from '../../events/garage/index.ts';
import { createKeyEncryptionKey } from '../../functions/adapters/sealing/key-encryption-key.ts';
import { createVault } from '../../functions/adapters/sealing/vault.ts';
import { carryOverGarage } from '../../functions/privacy/carry-over.ts';
import { StreamErased } from '../../schemas/errors.ts';
import type { Vehicle } from '../../schemas/vehicle.ts';
import { thrownBy } from './loopback.ts';
import { tickingClock, type Home } from './stores.ts';

const kek = createKeyEncryptionKey('kek-test', async () => new Uint8Array(32).fill(7));

export type Ports = Pick<Home, 'log' | 'keys'>;

export type Instance = {
  store: EventStore;
  vault: Vault;
  carryOver: ReturnType<typeof carryOverGarage>;
  wish: (
    address: StreamAddress,
    decide: (state: GarageState) => GarageEvent[],
    correlation?: string,
  ) => Promise<unknown>;
};

/** One instance of the service. What it remembers of keys, it remembers for ever. */
export const instanceOn = ({ log, keys }: Ports, now = tickingClock()): Instance => {
  const vault = createVault({ keys, kek, milliseconds: () => 0 });
  const store = createEventStore({ log, vault, now, backoff: async () => {} });
  return {
    store,
    vault,
    carryOver: carryOverGarage({ store, rotator: vault }),
    wish: (address, decide, correlation = randomUUID()) =>
      store.execute(
        garage,
        address,
        { commandId: randomUUID(), actor: { kind: 'person', id: address.subject }, correlation },
        decide,
      ),
  };
};

export const newGarage = (): StreamAddress => garageStream(`user-${randomUUID()}`);

export const vehicleId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A vehicle whose nickname is to be found nowhere once it is erased. */
export const vehicle = (n: number): Vehicle => ({
  basic: { year: 2020, make: 'Honda', model: 'Civic' },
  nickname: `number ${n}`,
});

/** A library of some vehicles, the first of which was used. */
export const fill = async (by: Instance, address: StreamAddress, ...numbers: number[]): Promise<void> => {
  for (const n of numbers) await by.wish(address, addVehicle(vehicleId(n), vehicle(n)));
  await by.wish(address, useVehicle(vehicleId(numbers[0]!)));
};

/** The library as an instance reads it that remembers nothing. */
export const libraryOn = async (ports: Ports, address: StreamAddress): Promise<GarageState> =>
  (await instanceOn(ports).store.load(garage, address)).state;

/** Nothing below opens, by whoever asks; all above does; and what went is found nowhere in it. */
export const expectErasedOn = async (
  ports: Ports,
  address: StreamAddress,
  below: number,
  n: number,
  request: string,
) => {
  const reader = instanceOn(ports);
  const commits = await Array.fromAsync(ports.log.read(address));
  for (const commit of commits) {
    const opening = reader.store.open(garage, commit);
    if (commit.number < below) expect((await thrownBy(opening, StreamErased)).request).toBe(request);
    else expect(JSON.stringify(await opening)).not.toContain(vehicle(n).nickname);
  }
  expect(await verifyChain(commits)).not.toHaveProperty('fault');
};
