/** Pages of other origins and files on one machine: the configured ones may send and fetch, others may not. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type LocalServer } from '../../infra/local/server.ts';
import { PNG } from '../support/files.ts';
import { startLocal, type Local } from '../support/local.ts';

const APP = 'https://app.example';
let dixon: Local;
let server: LocalServer;
beforeAll(async () => {
  dixon = await startLocal();
  server = await startServer(dixon, 0, [APP]);
});
afterAll(async () => {
  await server.stop();
  await dixon.stop();
});

const ticket = (key: string) =>
  dixon.blobs.presignPut({ key, contentType: 'image/png', size: PNG.length, seconds: 60 });
const preflight = (url: string, origin: string) =>
  fetch(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type,if-none-match',
    },
  });

it('a page of a configured origin is let in, with the headers that a ticket asks for', async () => {
  const { url, headers } = await ticket('uploads/s/o/one');
  const asked = await preflight(url, APP);
  expect(asked.status).toBe(204);
  expect(Object.fromEntries(asked.headers)).toMatchObject({
    'access-control-allow-origin': APP,
    'access-control-allow-methods': 'PUT, GET',
    'access-control-allow-headers': 'content-type, if-none-match',
    vary: 'origin',
  });
  const sent = await fetch(url, { method: 'PUT', headers: { ...headers, origin: APP }, body: new Uint8Array(PNG) });
  expect([sent.status, sent.headers.get('access-control-allow-origin')]).toEqual([200, APP]);
});

it.each(['https://evil.example', 'null'])('a page of %s is not', async (origin) => {
  const { url } = await ticket('uploads/s/o/two');
  const { headers } = await preflight(url, origin);
  expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

it('a key that nobody signed leads nowhere', async () => {
  const { origin } = new URL(server.url);
  for (const path of ['/blobs/', '/blobs/../blob-link-key', '/blobs/%2e%2e/blob-link-key', '/blobs/uploads/s/o/one'])
    expect((await fetch(`${origin}${path}`)).status, path).toBeGreaterThanOrEqual(400);
});

it('the API is where it was', async () => {
  const headers = { 'content-type': 'application/json', authorization: 'local:sam' };
  const body = JSON.stringify({ query: '{ getFiles(sessionId: "00000000-0000-4000-8000-000000000000") { name } }' });
  expect(await (await fetch(server.url, { method: 'POST', headers, body })).json()).toMatchObject({
    errors: [{ extensions: { code: 'NotFound' } }],
  });
});
