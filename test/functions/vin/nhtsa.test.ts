import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createNhtsaDecoder } from '../../../functions/adapters/nhtsa.ts';
import { NhtsaUnavailable } from '../../../schemas/errors.ts';
import { VinDetails } from '../../../schemas/vin-details.ts';
import { nobodyThere, startLoopback, thrownBy, type LoopbackAnswer } from '../../support/loopback.ts';
import { CIVIC } from './made-up.ts';

const now = () => '2026-06-01T12:00:00.000Z';

/** As the service answers: every field a text, in capitals, empty where it knows nothing; and some 130 more of them. */
const civic = {
  ErrorCode: '0',
  ErrorText: '0 - VIN decoded clean. Check Digit (9th position) is correct',
  VIN: CIVIC,
  ModelYear: '2019',
  Make: 'HONDA',
  Model: 'Civic',
  Series: '',
  Trim: 'LX',
  BodyClass: 'Sedan/Saloon',
  VehicleType: 'PASSENGER CAR',
  EngineCylinders: '4',
  DisplacementL: '1.996',
  DisplacementCC: '1996.0',
  FuelTypePrimary: 'Gasoline',
  FuelTypeSecondary: '',
  ElectrificationLevel: '',
  OtherEngineInfo: null,
  Turbo: 'No',
  EngineHP: '158',
  DriveType: '4x2',
  TransmissionStyle: 'Continuously Variable Transmission (CVT)',
  Doors: '4',
  PlantCountry: 'UNITED STATES (USA)',
};
const answer = (result: object): LoopbackAnswer => ({
  body: JSON.stringify({ Count: 1, Message: 'Results returned successfully', Results: [result] }),
});

const askedOf = async (said: LoopbackAnswer | (() => Promise<LoopbackAnswer>), timeoutMs?: number) => {
  await using server = await startLoopback(async () => (typeof said === 'function' ? said() : said));
  const decoder = createNhtsaDecoder({ baseUrl: `${server.endpoint}/api/`, timeoutMs, now });
  return { decoded: await decoder.decode(CIVIC), requests: server.requests };
};

it('asks for one VIN and puts the answer into our words', async () => {
  const { decoded, requests } = await askedOf(answer(civic));
  expect(requests.map(({ method, url }) => [method, url])).toEqual([
    ['GET', `/api/vehicles/DecodeVinValues/${CIVIC}?format=json`],
  ]);
  expect(decoded?.sourceVersion).toBe('vPIC on 2026-06-01');
  expect(decoded?.details).toEqual({
    year: 2019,
    make: 'Honda',
    model: 'Civic',
    trim: 'LX',
    bodyClass: 'Sedan/Saloon',
    vehicleType: 'Passenger Car',
    engine: { cylinders: 4, displacementL: 2, fuel: 'petrol', turbo: false },
    transmission: 'cvt',
    horsepower: 158,
    doors: 4,
    plantCountry: 'United States (USA)',
  });
  expect(() => VinDetails.parse(decoded?.details)).not.toThrow();
});

it.each([
  ['no make', { ...civic, Make: '' }],
  ['no model year', { ...civic, ModelYear: '' }],
  ['a model year before there were any', { ...civic, ModelYear: '1890' }],
  ['a wrong check digit', { ...civic, ErrorCode: '1,14' }],
  ['an unknown maker', { ...civic, ErrorCode: '7' }],
  ['a model year that cannot be', { ...civic, ErrorCode: '5, 11' }],
])('an answer with %s is not knowing', async (_what, result) =>
  expect((await askedOf(answer(result))).decoded).toBeUndefined(),
);

it.each([
  ['that some positions told nothing', { ...civic, ErrorCode: '14' }],
  ['no model', { ...civic, Model: null }],
])('an answer with %s is still one', async (_what, result) =>
  expect((await askedOf(answer(result))).decoded?.details.make).toBe('Honda'),
);

describe('a service that does not do its part is away', () => {
  it.each<[string, LoopbackAnswer, string]>([
    ['answers with a page', { body: '<html>Maintenance</html>' }, 'answer of another form'],
    ['answers with nothing', { body: '' }, 'answer of another form'],
    ['answers without a result', { body: '{"Results":[]}' }, 'answer of another form'],
    ['answers with something else', { body: '[1]' }, 'answer of another form'],
    ['answers with numbers for texts', answer({ ...civic, Make: 7 }), 'answer of another form'],
    ['answers without end', { body: `"${'x'.repeat(1_100_000)}"` }, 'answer too large'],
    ['is broken', { status: 500 }, 'status 500'],
    ['is overrun', { status: 429 }, 'status 429'],
    ['has moved', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }, 'status 302'],
    ['forbids it', { status: 403, body: JSON.stringify(civic) }, 'status 403'],
  ])('one that %s', async (_what, said, reason) => {
    const error = await thrownBy(askedOf(said), NhtsaUnavailable);
    expect(error.facts).toEqual({ reason });
    expect(error.recoverable).toBe(true);
    // the VIN stands in the address and in the answer, and must stay there
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(CIVIC);
  });

  it('one that lets us wait', async () => {
    const error = await thrownBy(
      askedOf(() => sleep(300, answer(civic)), 50),
      NhtsaUnavailable,
    );
    expect(error.facts).toEqual({ reason: 'no answer in time' });
  });

  it('one that begins to answer and lets us wait for the rest', async () => {
    const server = createServer((_request, response) => void response.writeHead(200).write('{"Results":'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const decoder = createNhtsaDecoder({ baseUrl, timeoutMs: 50, now });
    const error = await thrownBy(decoder.decode(CIVIC), NhtsaUnavailable);
    expect(error.facts).toEqual({ reason: 'no answer in time' });
    server.closeAllConnections();
    server.close();
  });

  it('one that is not there', async () => {
    const { endpoint } = await nobodyThere();
    const error = await thrownBy(createNhtsaDecoder({ baseUrl: endpoint, now }).decode(CIVIC), NhtsaUnavailable);
    expect(error.facts).toEqual({ reason: 'no connection' });
  });
});
