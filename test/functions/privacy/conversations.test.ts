import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { addVehicle, garage, garageStream } from '../../../events/garage/index.ts';
import {
  clearVehicle,
  deleteSession,
  selectVehicle,
  session,
  sessionStream,
  startSession,
  type SessionEvent,
  type SessionState,
} from '../../../events/session/index.ts';
import { conversationsWith } from '../../../functions/privacy/conversations.ts';
import { vehicle, vehicleId } from '../../support/garages.ts';
import { memoryHome, type Home } from '../../support/stores.ts';

let home: Home;
let user: string;
beforeEach(async () => {
  home = await memoryHome();
  user = `user-${randomUUID()}`;
});

const context = () => ({ commandId: randomUUID(), actor: { kind: 'person' as const, id: user }, correlation: 'c' });

/** A session, and what came to pass in it. */
const converse = async (...wishes: ((state: SessionState) => SessionEvent[])[]) => {
  const address = sessionStream(user, randomUUID());
  for (const wish of [startSession({ level: 'precision' }), ...wishes])
    await home.store.execute(session, address, context(), wish);
  return address;
};

it('finds the conversations about a vehicle, and no others', async () => {
  await converse(selectVehicle(vehicleId(1)));
  await converse(selectVehicle(vehicleId(2)), selectVehicle(vehicleId(1)));
  await converse(selectVehicle(vehicleId(1)), selectVehicle(vehicleId(2)));
  await converse(selectVehicle(vehicleId(1)), clearVehicle);
  await converse();
  expect(await conversationsWith(home.store, user, [vehicleId(1)])).toBe(2);
  expect(await conversationsWith(home.store, user, [vehicleId(1), vehicleId(2)])).toBe(3);
  expect(await conversationsWith(home.store, user, [vehicleId(3)])).toBe(0);
  expect(await conversationsWith(home.store, `user-${randomUUID()}`, [vehicleId(1)])).toBe(0);
});

it('leaves out those that were deleted, before and after their erasure', async () => {
  await converse(selectVehicle(vehicleId(1)), deleteSession);
  const erased = await converse(selectVehicle(vehicleId(1)));
  await home.vault.shred(erased, 'request-1', '2026-02-01T00:00:00.000Z');
  const removed = await converse(selectVehicle(vehicleId(1)));
  await home.vault.shred(removed, 'request-2', '2026-02-01T00:00:00.000Z');
  for (const number of [1, 2]) await home.log.removeBody(removed, number);
  // as another instance sees it
  expect(await conversationsWith(home.storeWith({}), user, [vehicleId(1)])).toBe(0);
});

it('of all vehicles means those that the library has no more', async () => {
  await home.store.execute(garage, garageStream(user), context(), addVehicle(vehicleId(2), vehicle(2)));
  for (const n of [1, 2, 3]) await converse(selectVehicle(vehicleId(n)));
  expect(await conversationsWith(home.store, user, 'all')).toBe(2);
});

it('counts all of many', async () => {
  for (let n = 0; n < 40; n += 1) await converse(selectVehicle(vehicleId(1)));
  expect(await conversationsWith(home.store, user, [vehicleId(1)])).toBe(40);
});
