/** The vehicle library through GraphQL: the limit that no race can pass, usage counts, sessions that outlive vehicles. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocal, type Local } from '../support/local.ts';

let dixon: Local;
beforeAll(async () => {
  dixon = await startLocal();
});
afterAll(() => dixon.stop());

type Vehicle = { id: string; usageCount: number; lastUsed: string | null; vehicleData: Record<string, unknown> };

const ADD = `mutation ($vehicleData: VehicleInput!, $commandId: String) {
  addUserVehicle(vehicleData: $vehicleData, commandId: $commandId) {
    id userId usageCount lastUsed createdAt position
    vehicleData { basic { year make model trim } nickname vin { vin nhtsa_data verified lastVerified } }
  }
}`;
/** Keeps every rule, and no maker has ever used it. */
const UNKNOWN = '9ZZ1111183A000001';
const civic = { basic: { year: 2024, make: 'Honda', model: 'Civic' }, nickname: 'My Honda' };

const add = async (vehicleData: unknown, who: string, commandId?: string) => {
  const { data, errors } = await dixon.query(ADD, { vehicleData, commandId }, `local:${who}`);
  return { vehicle: data?.['addUserVehicle'] as unknown as Vehicle, error: errors?.[0] };
};
const list = async (who: string): Promise<Vehicle[]> => {
  const { data } = await dixon.query(
    '{ getUserVehicles { id usageCount lastUsed vehicleData { nickname } } }',
    {},
    `local:${who}`,
  );
  return data!['getUserVehicles'] as unknown as Vehicle[];
};
const run = async (mutation: string, who: string) => {
  const { data, errors } = await dixon.query(`mutation { ${mutation} }`, {}, `local:${who}`);
  return { value: Object.values(data ?? {})[0] as unknown, error: errors?.[0] };
};

describe('a vehicle', () => {
  it('is kept as it was described', async () => {
    const { vehicle } = await add(civic, 'ann');
    expect(vehicle).toEqual({
      id: vehicle.id,
      userId: 'user-ann',
      usageCount: 0,
      lastUsed: null,
      createdAt: expect.stringMatching(/Z$/),
      position: 'garage#0000000001',
      vehicleData: { basic: { ...civic.basic, trim: null }, nickname: 'My Honda', vin: null },
    });
    expect(await list('ann')).toHaveLength(1);
  });

  it('that comes with a VIN is verified by what Dixon decodes, not by what the client says', async () => {
    const vin = { vin: '1hgcm82633a004352', nhtsa_data: '{"Make":"FORD"}' };
    const { vehicle } = await add({ ...civic, vin }, 'ann');
    expect(vehicle.vehicleData['vin']).toEqual({
      vin: '1HGCM82633A004352',
      nhtsa_data: expect.stringMatching(/"make":"Honda".*"source":"vpic-embedded"/),
      verified: true,
      lastVerified: expect.stringMatching(/Z$/),
    });
  });

  it('is verified whatever the length of the command id', async () => {
    const vin = { vin: '1HGCM82633A004352', nhtsa_data: '{}' };
    const { vehicle } = await add({ ...civic, vin }, 'lena', 'x'.repeat(100));
    expect(vehicle.vehicleData['vin']).toMatchObject({ verified: true });
  });

  it('whose VIN nobody knows is kept, unverified', async () => {
    const vin = { vin: UNKNOWN, nhtsa_data: '{"Make":"FORD"}' };
    const { vehicle } = await add({ ...civic, vin }, 'uma');
    expect(vehicle.vehicleData['vin']).toEqual({ ...vin, verified: false, lastVerified: null });
  });

  it.each([
    ['of the year 1901', { ...civic, basic: { ...civic.basic, year: 1901 } }],
    ['without a make', { ...civic, basic: { ...civic.basic, make: '  ' } }],
    ['with a VIN that holds an O', { ...civic, vin: { vin: '1HGCM82633AOO4352', nhtsa_data: '{}' } }],
    ['with decoder data that is no JSON', { ...civic, vin: { vin: '1HGCM82633A004352', nhtsa_data: 'x' } }],
    ['with a nickname of 61 characters', { ...civic, nickname: 'x'.repeat(61) }],
  ])('%s is refused', async (_name, vehicle) => {
    expect((await add(vehicle, 'ann')).error?.extensions.code).toBe('InvalidInput');
  });

  it('added twice by one command is added once', async () => {
    const first = await add(civic, 'bob', 'the-same-command');
    const again = await add(civic, 'bob', 'the-same-command');
    expect(again.vehicle).toEqual(first.vehicle);
    expect(await list('bob')).toHaveLength(1);
  });

  it('is changed, cleared and deleted by its owner alone', async () => {
    const { vehicle } = await add(civic, 'cleo');
    const input = '{ basic: { year: 2020, make: "Kia", model: "Rio" }, nickname: "Rio" }';
    const update = `updateUserVehicle(vehicleId: "${vehicle.id}", vehicleData: ${input}) { vehicleData { nickname } }`;
    expect((await run(update, 'eve')).error?.extensions.code).toBe('NotFound');
    expect((await run(update, 'cleo')).value).toEqual({ vehicleData: { nickname: 'Rio' } });
    expect((await run(`clearVehicleData(vehicleId: "${vehicle.id}")`, 'eve')).error?.extensions.code).toBe('NotFound');
    expect((await run(`clearVehicleData(vehicleId: "${vehicle.id}")`, 'cleo')).value).toBe(true);
    expect((await run(`deleteUserVehicle(vehicleId: "${vehicle.id}")`, 'cleo')).error?.extensions.code).toBe(
      'NotFound',
    );
    expect(await list('cleo')).toEqual([]);
  });
});

it('ten at once on a library of nine: one gets in, nine hear that it is full', async () => {
  for (let n = 1; n <= 9; n += 1) await add({ ...civic, nickname: `Car ${n}` }, 'dan');
  const results = await Promise.all(Array.from({ length: 10 }, () => add(civic, 'dan')));
  const outcomes = results.map(({ vehicle, error }) => error?.extensions.code ?? (vehicle.id ? 'added' : 'nothing'));
  expect(outcomes.toSorted()).toEqual([...Array.from({ length: 9 }, () => 'QuotaExceeded'), 'added']);
  expect(results.find(({ error }) => error)?.error?.message).toContain('10/10');
  expect(await list('dan')).toHaveLength(10);
});

describe('a session with a vehicle', () => {
  it('counts as a use, once even if it is created twice', async () => {
    const { vehicle } = await add(civic, 'fay');
    const create = `createChatSession(vehicleId: "${vehicle.id}", title: "Squeal", commandId: "create-1") { id vehicleId title }`;
    const first = await run(create, 'fay');
    expect(first.value).toMatchObject({ vehicleId: vehicle.id, title: 'Squeal' });
    expect((await run(create, 'fay')).value).toEqual(first.value);
    expect(await list('fay')).toMatchObject([{ usageCount: 1, lastUsed: expect.stringMatching(/Z$/) }]);
  });

  it('cannot be created with somebody else’s vehicle', async () => {
    const [vehicle] = await list('fay');
    expect((await run(`createChatSession(vehicleId: "${vehicle!.id}") { id }`, 'eve')).error?.extensions.code).toBe(
      'NotFound',
    );
  });

  it('stays when the vehicle is deleted, without it', async () => {
    const [vehicle] = await list('fay');
    await run(`deleteUserVehicle(vehicleId: "${vehicle!.id}")`, 'fay');
    await dixon.caughtUp();
    const { data } = await dixon.query('{ getChatSessions { title vehicleId } }', {}, 'local:fay');
    expect(data!['getChatSessions']).toEqual([{ title: 'Squeal', vehicleId: null }]);
    const exported = await dixon.query('mutation { exportUserData { sessions { vehicleId } } }', {}, 'local:fay');
    expect(exported.data!['exportUserData']).toEqual({ sessions: [{ vehicleId: null }] });
  });
});

it('a visitor has no library', async () => {
  const visitor = 'anon-session-00000000-0000-4000-8000-000000000001';
  const { error } = await run('clearAllVehicles', visitor);
  expect(error?.extensions.code).toBe('PermissionDenied');
});
