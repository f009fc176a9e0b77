import { describe, expect, it } from 'vitest';
import { createPartsSupplier } from '../../../functions/adapters/parts-supplier.ts';
import { SupplierUnavailable } from '../../../functions/tools/parts-availability-lookup/ports.ts';
import { nobodyThere, startLoopback, thrownBy, type LoopbackAnswer } from '../../support/loopback.ts';

const pads = { part: 'front-brake-pads', name: 'Front brake pad set' };
const civic = { year: 2018, make: 'Honda', model: 'Civic' };
const answer = { part: 'front-brake-pads', availability: 'next day', days: { low: 1, high: 1 } };

const answering = (handler: () => LoopbackAnswer | Promise<LoopbackAnswer>) => startLoopback(handler);
const saying = (said: unknown): Promise<Awaited<ReturnType<typeof startLoopback>>> =>
  answering(() => ({ body: JSON.stringify(said) }));

describe('a parts supplier over HTTP', () => {
  it('is asked for parts and a kind of car, and its answer comes back', async () => {
    await using server = await saying({ parts: [answer] });
    await expect(createPartsSupplier(`${server.endpoint}/v1`).look([pads], civic)).resolves.toEqual([answer]);
    expect(server.requests).toMatchObject([
      { method: 'POST', url: '/v1/availability', headers: { 'content-type': 'application/json' } },
    ]);
    expect(JSON.parse(server.requests[0]!.body)).toEqual({ parts: [pads], vehicle: civic });
  });

  it('hears nothing that its question has no place for', async () => {
    await using server = await saying({ parts: [] });
    const talkative = { ...civic, vin: '1HGCM82633A004352', trim: 'EX' };
    await createPartsSupplier(server.endpoint).look([{ ...pads, said: 'my brakes squeal' } as typeof pads], talkative);
    expect(JSON.parse(server.requests[0]!.body)).toEqual({ parts: [pads], vehicle: civic });
  });

  it('is asked for parts alone where the car is unknown', async () => {
    await using server = await saying({ parts: [] });
    await createPartsSupplier(`${server.endpoint}/`).look([pads]);
    expect(server.requests[0]).toMatchObject({ url: '/availability', body: JSON.stringify({ parts: [pads] }) });
  });

  it.each<[string, LoopbackAnswer]>([
    ['fails', { status: 500, body: 'oops' }],
    ['refuses', { status: 403 }],
    ['accepts without answering', { status: 202, body: '{"parts":[]}' }],
    ['answers no JSON', { body: '<html>Welcome</html>' }],
    ['answers another shape', { body: '{"results":[]}' }],
    ['answers nothing', { body: '' }],
    ['answers an availability of its own', { body: JSON.stringify({ parts: [{ ...answer, availability: 'soon' }] }) }],
    [
      'answers days that run backwards',
      { body: JSON.stringify({ parts: [{ ...answer, days: { low: 3, high: 1 } }] }) },
    ],
    [
      'answers a price of a million',
      { body: JSON.stringify({ parts: [{ ...answer, price: { low: 1, high: 1e6 } }] }) },
    ],
    ['answers a negative price', { body: JSON.stringify({ parts: [{ ...answer, price: { low: -1, high: 1 } }] }) }],
    ['answers without end', { body: JSON.stringify({ parts: [], padding: 'x'.repeat(200_000) }) }],
  ])('is unavailable where it %s', async (_how, said) => {
    await using server = await answering(() => said);
    await thrownBy(createPartsSupplier(server.endpoint).look([pads]), SupplierUnavailable);
  });

  it('is unavailable where it takes too long', async () => {
    await using server = await answering(async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { body: JSON.stringify({ parts: [answer] }) };
    });
    const started = performance.now();
    await thrownBy(createPartsSupplier(server.endpoint, { patience: 50 }).look([pads]), SupplierUnavailable);
    expect(performance.now() - started).toBeLessThan(250);
  });

  it('is unavailable where it sends somewhere else, and nobody goes there', async () => {
    await using elsewhere = await saying({ parts: [answer] });
    await using server = await answering(() => ({
      status: 307,
      headers: { location: `${elsewhere.endpoint}/availability` },
    }));
    await thrownBy(createPartsSupplier(server.endpoint).look([pads]), SupplierUnavailable);
    expect(elsewhere.requests).toEqual([]);
  });

  it('is unavailable where nobody is there', async () => {
    const { endpoint } = await nobodyThere();
    await thrownBy(createPartsSupplier(endpoint).look([pads]), SupplierUnavailable);
  });
});
