/** One suite for both homes of files: S3, and the folder of one machine with its server. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createS3Blobs, createS3Client } from '../../../functions/adapters/s3-blobs.ts';
import type { BlobStore } from '../../../functions/shared/uploads/ports.ts';
import { createLocalBlobs } from '../../../infra/local/blobs/index.ts';
import { servingBlobs } from '../../../infra/local/blobs/serve.ts';
import { QuotaExceeded } from '../../../schemas/errors.ts';
import { clientFor } from '../../support/loopback.ts';
import { BUCKET, startS3 } from '../../support/s3.ts';
import { PNG } from '../../support/files.ts';

/** How far the clock of the home is ahead, in milliseconds. */
let ahead = 0;
const now = () => new Date(Date.now() + ahead).toISOString();
beforeEach(() => {
  ahead = 0;
});

type Home = { blobs: BlobStore; stop: () => Promise<void> };

const onS3 = async (): Promise<Home> => {
  const s3 = await startS3();
  s3.moods.now = () => Date.parse(now());
  const client = createS3Client({ ...clientFor(s3), forcePathStyle: true });
  return { blobs: createS3Blobs({ client, bucket: BUCKET, now }), stop: s3.stop };
};

const dataDir = mkdtempSync(join(tmpdir(), 'dixon-blobs-'));
const inFolder = async (): Promise<Home> => {
  const blobs = createLocalBlobs({ dataDir, now });
  const server: Server = createServer(servingBlobs(blobs, [], (_request, response) => response.writeHead(404).end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  blobs.serveAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { blobs, stop };
};
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const PLACE = 'uploads/a-session/an-owner/';
let last = 0;
/** A key that no other test uses. */
const aKey = () => `${PLACE}file-${(last += 1)}`;
const png = { contentType: 'image/png', size: PNG.length, seconds: 60 };

describe.each([
  ['on S3', onS3],
  ['in a folder', inFolder],
])('%s', (_name, start) => {
  let home: Home;
  let blobs: BlobStore;
  beforeAll(async () => {
    home = await start();
    blobs = home.blobs;
  });
  afterAll(() => home.stop());

  const send = async (key: string, headers: Record<string, string> = {}, bytes = PNG) => {
    const ticket = await blobs.presignPut({ ...png, key });
    const body = new Uint8Array(bytes);
    return fetch(ticket.url, { method: 'PUT', headers: { ...ticket.headers, ...headers }, body });
  };
  const listed = async (prefix: string) => Array.fromAsync(blobs.list(prefix), ({ key }) => key);

  it('a file that is sent comes back as it was, under the name that was asked for', async () => {
    const key = aKey();
    expect((await send(key)).status).toBe(200);
    expect(await blobs.head(key)).toEqual({ size: PNG.length, contentType: 'image/png' });
    const { url, expiresAt } = await blobs.presignGet({ key, name: 'Bremse "vorn" ü.png', seconds: 60 });
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(60_000);
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="Bremse _vorn_ _.png"; filename*=UTF-8''Bremse%20%22vorn%22%20%C3%BC.png`,
    );
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
  });

  it.each([
    ['another type', { 'content-type': 'text/html' }, PNG],
    ['more bytes', {}, Buffer.concat([PNG, PNG])],
    ['fewer bytes', {}, PNG.subarray(0, 20)],
    ['leave to replace what is there', { 'if-none-match': '"x"' }, PNG],
  ])('a ticket is not good for %s', async (_what, headers, bytes) => {
    const key = aKey();
    expect((await send(key, headers, bytes)).status).toBeGreaterThanOrEqual(400);
    expect(await blobs.head(key)).toBeUndefined();
  });

  it('a ticket sends once: what is there is not replaced', async () => {
    const key = aKey();
    const { url, headers } = await blobs.presignPut({ ...png, key });
    const put = (byte: number) => fetch(url, { method: 'PUT', headers, body: new Uint8Array(PNG.length).fill(byte) });
    const statuses = (await Promise.all([put(1), put(1)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 412]);
    expect((await put(2)).status).toBe(412);
    expect((await blobs.read(key))?.bytes[0]).toBe(1);
  });

  it('links end, and are good for nothing else', async () => {
    const [key, other] = [aKey(), aKey()];
    await blobs.write(other, PNG, 'image/png');
    const { url: put, headers } = await blobs.presignPut({ ...png, key });
    const { url: get } = await blobs.presignGet({ key: other, name: 'a.png', seconds: 60 });
    const body = new Uint8Array(PNG);
    expect((await fetch(put)).status).toBe(403);
    expect((await fetch(get, { method: 'PUT', headers, body })).status).toBe(403);
    expect((await fetch(put.replace(key, other), { method: 'PUT', headers, body })).status).toBe(403);
    expect((await fetch(get.replace(other, key))).status).toBe(403);
    expect((await fetch(get)).status).toBe(200);
    ahead = 61_000;
    expect((await fetch(put, { method: 'PUT', headers, body })).status).toBe(403);
    expect((await fetch(get)).status).toBe(403);
  });

  it('what is not there is not there, and can be removed all the same', async () => {
    const key = aKey();
    expect(await blobs.head(key)).toBeUndefined();
    expect(await blobs.read(key)).toBeUndefined();
    expect(await blobs.copy(key, aKey())).toBe(false);
    await blobs.remove([key, aKey()]);
    const { url } = await blobs.presignGet({ key, name: 'a.png', seconds: 60 });
    expect((await fetch(url)).status).toBe(404);
  });

  it('a file is read whole or in part, replaced, copied and removed', async () => {
    const [key, other] = [aKey(), aKey()];
    await blobs.write(key, Buffer.from('first'), 'text/plain');
    await blobs.write(key, Buffer.from('second'), 'application/json');
    const facts = { size: 6, contentType: 'application/json' };
    const part = await blobs.read(key, { limit: 3 });
    expect({ ...part, bytes: Buffer.from(part!.bytes).toString() }).toEqual({ ...facts, bytes: 'sec' });
    expect((await blobs.read(key, { limit: 100 }))?.size).toBe(6);
    expect(await blobs.copy(key, other)).toBe(true);
    expect(await blobs.copy(key, other)).toBe(true);
    await blobs.remove([key]);
    expect(await blobs.head(key)).toBeUndefined();
    expect(await blobs.head(other)).toEqual(facts);
  });

  /** 64 KB each, the byte that tells them apart in every place. */
  async function* pieces(count: number): AsyncGenerator<Uint8Array> {
    for (let n = 0; n < count; n += 1) yield Buffer.alloc(65_536, n);
  }
  const streamed = async (key: string): Promise<Buffer | undefined> => {
    const stream = await blobs.stream(key);
    return stream && Buffer.concat(await Array.fromAsync(stream));
  };

  it.each([0, 1, 200])('a file of %i pieces comes back as it was, piece by piece and in one', async (count) => {
    const key = aKey();
    const whole = Buffer.concat(await Array.fromAsync(pieces(count)));
    await blobs.write(key, PNG, 'image/png');
    await blobs.write(key, pieces(count), 'application/zip');
    expect(await blobs.head(key)).toEqual({ size: whole.length, contentType: 'application/zip' });
    expect((await streamed(key))?.equals(whole)).toBe(true);
    expect(whole.equals((await blobs.read(key))!.bytes)).toBe(true);
    expect(await listed(key)).toEqual([key]);
  });

  it.each([0, 1, 200])('pieces that end with an error after %i leave what was there', async (count) => {
    async function* broken() {
      yield* pieces(count);
      throw new QuotaExceeded('That is too much.');
    }
    const [key, none] = [aKey(), aKey()];
    await blobs.write(key, PNG, 'image/png');
    for (const each of [key, none])
      await expect(blobs.write(each, broken(), 'application/zip')).rejects.toMatchObject({ name: 'QuotaExceeded' });
    expect(await streamed(key)).toEqual(PNG);
    expect(await streamed(none)).toBeUndefined();
    expect(await listed(none)).toEqual([]);
  });

  it('a file that goes while it is read is an outage, and never a file that is too short', async () => {
    const key = aKey();
    await blobs.write(key, pieces(200), 'application/zip');
    const stream = await blobs.stream(key);
    await blobs.remove([key]);
    await expect(Array.fromAsync(stream!)).rejects.toMatchObject({ name: 'StorageUnavailable' });
  });

  it('lists by prefix, page after page, in the order of keys', async () => {
    const keys = ['list/a/1', 'list/a/2', 'list/a-b', 'list/a.b', 'list/b/c/1', 'list/b/c/2', 'listen'];
    for (const key of keys.toReversed()) await blobs.write(key, Buffer.from(key), 'text/plain');
    expect(await listed('list/')).toEqual(['list/a-b', 'list/a.b', 'list/a/1', 'list/a/2', 'list/b/c/1', 'list/b/c/2']);
    expect(await listed('list/a')).toEqual(['list/a-b', 'list/a.b', 'list/a/1', 'list/a/2']);
    expect(await listed('list/b/c/')).toEqual(['list/b/c/1', 'list/b/c/2']);
    expect(await listed('nothing/')).toEqual([]);
    const [first] = await Array.fromAsync(blobs.list('listen'));
    expect(first).toMatchObject({ key: 'listen', size: 6 });
    expect(Date.parse(first!.at)).toBeGreaterThan(Date.now() - 60_000);
    await blobs.remove(keys);
    expect(await listed('list')).toEqual([]);
  });
});

it('the folder is its owner’s alone, and keeps nothing of what is gone', async () => {
  const blobs = createLocalBlobs({ dataDir, now });
  await blobs.write('uploads/s/o/u', PNG, 'image/png');
  const entries = readdirSync(join(dataDir, 'blobs'), { recursive: true, withFileTypes: true });
  const modes = entries.map((entry) => statSync(join(entry.parentPath, entry.name)).mode & 0o777);
  expect(new Set(modes)).toEqual(new Set([0o700, 0o600]));
  expect(statSync(join(dataDir, 'blob-link-key')).mode & 0o777).toBe(0o600);
  for await (const { key } of blobs.list('')) await blobs.remove([key]);
  expect(readdirSync(join(dataDir, 'blobs'), { recursive: true })).toEqual(['.incoming']);
});

it.each(['../outside', 'uploads/../../outside', '/etc/passwd', 'a//b', 'a/.incoming', '', 'a/b@c', 'a\\b', 'a%2f..'])(
  'the folder has no place for the key %j',
  async (key) => {
    const blobs = createLocalBlobs({ dataDir, now });
    await expect(blobs.write(key, PNG, 'image/png')).rejects.toMatchObject({ name: 'StorageUnavailable' });
    await expect(blobs.read(key)).rejects.toMatchObject({ name: 'StorageUnavailable' });
  },
);
