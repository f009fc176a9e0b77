import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVpicDecoder, prepareVpic } from '../../../functions/adapters/vpic/index.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { VinDetails } from '../../../schemas/vin-details.ts';
import { CIVIC, madeUp } from './made-up.ts';

/** Unpacked once and kept, as the local runtime keeps it. */
const FOLDER = '.data/vpic';
const now = () => '2026-06-01T00:00:00.000Z';

const scratch = mkdtempSync(join(tmpdir(), 'vpic-'));
let database: string;
let decoder: ReturnType<typeof createVpicDecoder>;

beforeAll(async () => {
  database = await prepareVpic(FOLDER);
  decoder = createVpicDecoder({ database, now });
});
afterAll(() => {
  decoder.close();
  rmSync(scratch, { recursive: true });
});

const detailsOf = async (start: string, end: string) => (await decoder.decode(madeUp(start, end)))?.details;

it('says all that the diagnosis asks of a VIN, and which edition of vPIC said it', async () => {
  const decoded = await decoder.decode(CIVIC);
  expect(decoded?.details).toEqual({
    year: 2019,
    make: 'Honda',
    model: 'Civic',
    trim: 'LX',
    bodyClass: 'Sedan/Saloon',
    vehicleType: 'Passenger Car',
    engine: { cylinders: 4, displacementL: 2, fuel: 'petrol' },
    horsepower: 158,
    doors: 4,
    plantCountry: 'Canada',
  });
  expect(decoded?.sourceVersion).toMatch(/^corgi \d+\.\d+\.\d+, vPIC 20\d\d-\d\d-\d\d$/);
  expect(await decoder.decode(CIVIC)).toEqual(decoded);
});

it.each([
  ['5YJ3E1EA', 'JF000001', { year: 2018, make: 'Tesla', model: 'Model 3', engine: { fuel: 'electric' } }],
  ['JTDKN3DU', 'A0000001', { year: 2010, make: 'Toyota', model: 'Prius', engine: { fuel: 'hybrid' } }],
  ['1G1RD6E4', 'DU100001', { year: 2013, make: 'Chevrolet', model: 'Volt', engine: { fuel: 'hybrid' } }],
  ['3VWLL7AJ', 'BM000001', { year: 2011, make: 'Volkswagen', model: 'Jetta', engine: { fuel: 'diesel' } }],
  ['1FTFW1ET', 'BFA00001', { year: 2011, make: 'Ford', model: 'F-150', engine: { fuel: 'petrol' } }],
  ['1J4FA241', '8L500001', { year: 2008, make: 'Jeep', model: 'Wrangler', engine: { cylinders: 6 } }],
])('decodes %s…%s of one maker or another', async (start, end, expected) => {
  const details = await detailsOf(start, end);
  expect(details).toMatchObject(expected);
  expect(() => VinDetails.parse(details)).not.toThrow();
});

describe('a vehicle has the name that its driver says', () => {
  it.each([
    ['a Scion is no Toyota', 'JTLZE4FE', 'DJ000001', 'Scion', 'xB'],
    ['a Geo is no Chevrolet', '1Y1SK526', 'VZ000001', 'Geo', 'Prizm'],
    ['a Lexus has its number', '2T2BK1BA', 'BC000001', 'Lexus', 'RX 350'],
    ['a pickup has its class', '1GCRKSE3', 'CZ100001', 'Chevrolet', 'Silverado 1500'],
    ['a BMW has its family', 'WBANW535', '8CT00001', 'BMW', '5 Series 550i'],
  ])('%s', async (_rule, start, end, make, model) =>
    expect(await detailsOf(start, end)).toMatchObject({ make, model }),
  );
});

describe('the model year', () => {
  it('of a heavy truck may be of the cycle that position 7 does not say', async () =>
    expect(await detailsOf('1XKDD49X', '8J200001')).toMatchObject({ year: 2008, make: 'Kenworth' }));

  it('is never later than next year’s models', async () => {
    const early = createVpicDecoder({ database, now: () => '2016-06-01T00:00:00.000Z' });
    expect((await early.decode(CIVIC))?.details).toMatchObject({ year: 1989, make: 'Honda' });
    early.close();
  });
});

it('does not know a maker that nobody registered', async () => {
  expect(await decoder.decode(madeUp('0000C2F5', 'KH500001'))).toBeUndefined();
});

it('leaves nothing beside the database: it may lie where nobody may write', () => {
  expect(readdirSync(FOLDER).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([]);
});

it.each([
  ['is not there', () => join(scratch, 'nowhere.db')],
  [
    'is something else',
    () => {
      const path = join(scratch, 'text.db');
      writeFileSync(path, 'no database at all, however long one reads on');
      return path;
    },
  ],
])('a database that %s is storage away, for this VIN and not for good', async (_what, path) => {
  const broken = createVpicDecoder({ database: path(), now });
  await expect(broken.decode(CIVIC)).rejects.toBeInstanceOf(StorageUnavailable);
  copyFileSync(database, path());
  expect((await broken.decode(CIVIC))?.details.make).toBe('Honda');
  broken.close();
});

describe('preparing', () => {
  it('two processes at once end with one database, and what a killed one left behind goes', async () => {
    const folder = join(scratch, 'shared');
    for (const draft of ['draft-killed', 'draft-at-work']) {
      mkdirSync(join(folder, draft), { recursive: true });
      writeFileSync(join(folder, draft, 'vpic.db'), 'half of it');
    }
    utimesSync(join(folder, 'draft-killed'), new Date(0), new Date(0));

    const [one, other] = await Promise.all([prepareVpic(folder), prepareVpic(folder)]);
    expect(one).toBe(other);
    expect(readdirSync(folder).sort()).toEqual(['draft-at-work', one.split('/').at(-1)]);
    const fresh = createVpicDecoder({ database: one, now });
    expect(await fresh.decode(CIVIC)).toEqual(await decoder.decode(CIVIC));
    fresh.close();
  });

  it('into a place where nothing can be written is storage away', async () => {
    const file = join(scratch, 'a-file');
    writeFileSync(file, '');
    await expect(prepareVpic(join(file, 'folder'))).rejects.toBeInstanceOf(StorageUnavailable);
  });
});
