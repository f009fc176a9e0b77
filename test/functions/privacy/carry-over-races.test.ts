/**
 * Erasures of vehicles while others read and write the same library, in whatever order their requests to the tables come
 * to pass: each of them is its own instance with its own remembered keys, and every order is one that could happen.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../../events/core/chain.ts';
import type { StreamAddress } from '../../../events/core/commit.ts';
import { place } from '../../../events/core/commit-opener.ts';
import type { Vault } from '../../../events/core/vault.ts';
import { garage, useVehicle } from '../../../events/garage/index.ts';
import { ConcurrentModification, StreamErased } from '../../../schemas/errors.ts';
import {
  fill,
  instanceOn,
  libraryOn,
  newGarage,
  vehicle,
  vehicleId,
  type Instance,
  type Ports,
} from '../../support/garages.ts';
import { memoryHome, type Home } from '../../support/stores.ts';

const ASKED = '2026-02-01T00:00:00.000Z';

/** The ports, where each request and each answer waits for its turn. */
const scheduled = ({ log, keys }: Ports, order: fc.Scheduler): Ports => {
  const inTurn = async <R>(request: () => Promise<R>): Promise<R> => {
    await order.schedule(Promise.resolve());
    const answer = await request();
    await order.schedule(Promise.resolve());
    return answer;
  };
  return {
    log: {
      ...log,
      append: (commit) => inTurn(() => log.append(commit)),
      newest: (address, options) => inTurn(() => log.newest(address, options)),
    },
    keys: {
      ...keys,
      get: (address) => inTurn(() => keys.get(address)),
      replace: (address, standing, key) => inTurn(() => keys.replace(address, standing, key)),
    },
  };
};

/** As a state machine repeats a task, and a client a command. */
const repeatedly = async <R>(task: () => Promise<R>): Promise<R> => {
  for (;;)
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof ConcurrentModification)) throw error;
    }
};

const erasure = (by: Instance, { subject }: StreamAddress, n: number) => {
  const wish = { subject, requestId: randomUUID(), at: ASKED, vehicleIds: [vehicleId(n)] };
  return repeatedly(() => by.carryOver(wish));
};

const uses = async (by: Instance, address: StreamAddress) => {
  for (let n = 0; n < 3; n += 1) await repeatedly(() => by.wish(address, useVehicle(vehicleId(1))));
};

/** What is read never lacks the vehicle that nobody erases. */
const looks = async (by: Instance, address: StreamAddress) => {
  for (let n = 0; n < 4; n += 1) {
    const { state } = await by.store.load(garage, address);
    expect(state.vehicles.map(({ id }) => id)).toContain(vehicleId(1));
  }
};

/** What opens says nothing of the erased vehicles, whatever it is; all since the newest carrying over opens. */
const expectErased = async (home: Home, address: StreamAddress, below: number, ...numbers: number[]) => {
  const commits = await Array.fromAsync(home.log.read(address));
  const reader = instanceOn(home);
  const opened = await Promise.allSettled(commits.map((commit) => reader.store.open(garage, commit)));
  const closed = opened.filter((one) => one.status === 'rejected');
  for (const { reason } of closed) expect(reason).toBeInstanceOf(StreamErased);
  expect(opened.slice(below - 1)).not.toContainEqual(expect.objectContaining({ status: 'rejected' }));
  const text = JSON.stringify(opened);
  for (const n of numbers) expect(text).not.toContain(vehicle(n).nickname);
  expect(text).toContain(vehicle(1).nickname);
  expect(await verifyChain(commits)).not.toHaveProperty('fault');
  expect(await home.keys.get(address)).not.toHaveProperty('previous');
};

describe('in every order', () => {
  it('one vehicle is erased, while another instance writes and a third one reads: nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (order) => {
        const home = await memoryHome();
        const address = newGarage();
        await fill(instanceOn(home), address, 1, 2);
        const ports = scheduled(home, order);
        const erased = erasure(instanceOn(ports), address, 2);
        // one process, where an old key may come to be remembered again after the fresh one
        const other = instanceOn(ports);
        await order.waitFor(Promise.all([erased, uses(other, address), looks(other, address)]));
        const { vehicles } = await libraryOn(home, address);
        expect(vehicles.map(({ id, usageCount }) => [id, usageCount])).toEqual([[vehicleId(1), 4]]);
        await expectErased(home, address, (await erased).below, 2);
      }),
      { numRuns: 150 },
    );
  });

  it('two vehicles of a library are erased at once: both go, the third stays', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (order) => {
        const home = await memoryHome();
        const address = newGarage();
        await fill(instanceOn(home), address, 1, 2, 3);
        const ports = scheduled(home, order);
        const erased = Promise.all([2, 3].map((n) => erasure(instanceOn(ports), address, n)));
        await order.waitFor(Promise.all([erased, uses(instanceOn(ports), address)]));
        const { vehicles } = await libraryOn(home, address);
        expect(vehicles.map(({ id, usageCount }) => [id, usageCount])).toEqual([[vehicleId(1), 4]]);
        const newest = Math.max(...(await erased).map(({ below }) => below));
        await expectErased(home, address, newest, 2, 3);
      }),
      { numRuns: 150 },
    );
  });
});

it('a process where an answer from before the fresh key comes last still seals with the fresh one', async () => {
  const home = await memoryHome();
  const address = newGarage();
  await fill(instanceOn(home), address, 1, 2);
  const [tip] = await home.log.newest(address, { limit: 1 });

  const late = Promise.withResolvers<undefined>();
  let answers = 0;
  const keys: Ports['keys'] = {
    ...home.keys,
    get: async (address) => {
      const answer = await home.keys.get(address);
      answers += 1;
      if (answers === 1) await late.promise;
      return answer;
    },
  };
  const { vault } = instanceOn({ ...home, keys });
  const reading = vault.open(address, place(tip!), tip!.body!);
  await erasure(instanceOn(home), address, 2);

  // between what it reads and what it writes, the old key arrives
  const open: Vault['open'] = async (...sealed) => {
    const plain = await vault.open(...sealed);
    late.resolve(undefined);
    await reading;
    return plain;
  };
  const store = home.storeWith({ vault: { ...vault, open } });
  const context = { commandId: 'used-once', actor: { kind: 'person', id: address.subject }, correlation: 'c' } as const;
  await store.execute(garage, address, context, useVehicle(vehicleId(1)));
  expect((await libraryOn(home, address)).vehicles.map(({ usageCount }) => usageCount)).toEqual([2]);
});
