/** What is on record of erasures of vehicles, for copies of the tables that were put back (SPEC N15). */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StreamAddress } from '../../../events/core/commit.ts';
import { deleteVehicle } from '../../../events/garage/index.ts';
import { applyLedger } from '../../../functions/privacy/apply-ledger.ts';
import { isCarriedOver } from '../../../functions/privacy/carry-over.ts';
import { fill, instanceOn, libraryOn, newGarage, vehicleId, type Instance } from '../../support/garages.ts';
import { memoryHome, type Home } from '../../support/stores.ts';

const ASKED = '2026-02-01T00:00:00.000Z';

let home: Home;
let address: StreamAddress;
let requestId: string;
let dixon: Instance;
beforeEach(async () => {
  home = await memoryHome();
  address = newGarage();
  requestId = randomUUID();
  dixon = instanceOn(home);
});

const wishFor = (n: number) => ({ subject: address.subject, requestId, at: ASKED, vehicleIds: [vehicleId(n)] });

describe('whether a library was carried over', () => {
  const isDone = (wish: { at?: string; requestId?: string } = {}) =>
    isCarriedOver(home.log, { subject: address.subject, requestId, at: '2026-01-01T00:00:00.000Z', ...wish });

  it('is on record for each request, however long ago, and whatever was erased since', async () => {
    expect(await isDone()).toBe(false);
    await fill(dixon, address, 1, 2, 3);
    await dixon.wish(address, deleteVehicle(vehicleId(1)), requestId);
    expect(await isDone()).toBe(false);
    await dixon.carryOver(wishFor(1));
    expect(await isDone()).toBe(true);
    expect(await isDone({ requestId: randomUUID() })).toBe(false);
    for (let n = 0; n < 110; n += 1) await fill(dixon, address, 2);
    await dixon.carryOver({ ...wishFor(3), requestId: randomUUID() });
    expect(await isDone()).toBe(true);
  });

  it('is not looked for in what was there before the request', async () => {
    await fill(dixon, address, 1, 2);
    await dixon.carryOver(wishFor(1));
    const pages: unknown[] = [];
    const log = {
      newest: (...page: Parameters<typeof home.log.newest>) => (pages.push(page), home.log.newest(...page)),
    };
    const wish = { subject: address.subject, requestId: randomUUID(), at: ASKED };
    expect(await isCarriedOver(log, wish)).toBe(false);
    expect(pages).toHaveLength(1);
  });
});

describe('the ledger, held against a copy', () => {
  it('is not taken in by an erasure that was asked for later and done first', async () => {
    await fill(dixon, address, 1, 2, 3);
    await dixon.carryOver({ ...wishFor(2), requestId: randomUUID(), at: '2026-02-02T00:00:00.000Z' });
    const { subject } = address;
    const entry = { subject, requestId, scope: { what: 'vehicle' as const, vehicleId: vehicleId(1) }, at: ASKED };
    const apply = applyLedger({
      ledger: {
        since: async function* () {
          yield { ...entry, entered: ASKED };
        },
      },
      mark: { get: async () => undefined, set: async () => {} },
      shredder: dixon.vault,
      log: home.log,
      isWaiting: async () => false,
      run: () => dixon.carryOver(wishFor(1)),
    });
    expect(await apply()).toEqual({ checked: 1, applied: 1, held: 0, left: 0 });
    expect(await libraryOn(home, address)).toMatchObject({ vehicles: [{ id: vehicleId(3) }] });
    expect(await apply()).toEqual({ checked: 1, applied: 0, held: 0, left: 0 });
  });
});
