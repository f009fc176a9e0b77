/** What only S3 does: how its addresses are bound, what it says to whom it tells little, and how it fails. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createS3Blobs, createS3Client } from '../../../functions/adapters/s3-blobs.ts';
import type { BlobStore } from '../../../functions/shared/uploads/ports.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { PNG } from '../../support/files.ts';
import { clientFor, nobodyThere, thrownBy } from '../../support/loopback.ts';
import { BUCKET, startS3, type S3 } from '../../support/s3.ts';

const NOW = '2026-11-21T09:30:00.000Z';
const KEY = 'uploads/a-session/an-owner/a-file';

const blobsAt = (server: { endpoint: string }): BlobStore => {
  const client = createS3Client({ ...clientFor(server), forcePathStyle: true });
  return createS3Blobs({ client, bucket: BUCKET, now: () => NOW });
};

/** 13 MB. */
async function* pieces(): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < 13; n += 1) yield Buffer.alloc(1024 * 1024, n);
}

let s3: S3;
let blobs: BlobStore;
beforeEach(async () => {
  s3 = await startS3();
  s3.moods.now = () => Date.parse(NOW);
  blobs = blobsAt(s3);
});
afterEach(() => s3.stop());

describe('an address to send to', () => {
  it('binds type, length and novelty, holds for as long as it says, and asks nothing of S3', async () => {
    const ticket = await blobs.presignPut({ key: KEY, contentType: 'image/png', size: 70, seconds: 600 });
    const query = new URL(ticket.url).searchParams;
    expect(query.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host;if-none-match');
    expect(query.get('X-Amz-Expires')).toBe('600');
    expect(query.get('X-Amz-Date')).toBe('20261121T093000Z');
    expect(ticket.headers).toEqual({ 'content-type': 'image/png', 'if-none-match': '*' });
    expect(ticket.expiresAt).toBe('2026-11-21T09:40:00.000Z');
    // the checksum of a body that is not known yet would refuse every other one
    expect([...query.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
    expect(s3.asked).toEqual([]);
  });
});

describe('a role that may list a prefix only', () => {
  beforeEach(() => {
    s3.moods.secretive = true;
  });

  it('hears "forbidden" of what is not there, and knows what that means', async () => {
    expect(await blobs.head(KEY)).toBeUndefined();
    expect(await blobs.read(KEY, { limit: 10 })).toBeUndefined();
    expect(await blobs.copy(KEY, `${KEY}-2`)).toBe(false);
    const lists = s3.asked.filter(({ path }) => path.includes('list-type=2'));
    expect(lists.map(({ path }) => new URL(path, s3.endpoint).searchParams.get('prefix'))).toEqual([KEY, KEY, KEY]);
  });

  it('and hears of an outage where the file is there and is refused', async () => {
    await blobs.write(KEY, PNG, 'image/png');
    await blobs.write(`${KEY}-longer`, PNG, 'image/png');
    expect(await blobs.read(KEY)).toMatchObject({ size: PNG.length });
    expect(await blobs.head(`${KEY}-long`)).toBeUndefined();
    s3.moods.failing = 403;
    await expect(blobs.read(KEY)).rejects.toBeInstanceOf(StorageUnavailable);
  });
});

describe('an S3 that fails', () => {
  const attempts: [string, (store: BlobStore) => Promise<unknown>][] = [
    ['head', (store) => store.head(KEY)],
    ['read', (store) => store.read(KEY, { limit: 10 })],
    ['stream', async (store) => Array.fromAsync((await store.stream(KEY))!)],
    ['write', (store) => store.write(KEY, PNG, 'image/png')],
    ['write in pieces', (store) => store.write(KEY, pieces(), 'image/png')],
    ['copy', (store) => store.copy(KEY, `${KEY}-2`)],
    ['remove', (store) => store.remove([KEY])],
    ['list', (store) => Array.fromAsync(store.list('uploads/'))],
  ];

  it.each(attempts)('%s: is unavailable storage, without a word about what was asked', async (_name, attempt) => {
    for (const status of [500, 403, 503]) {
      s3.moods.failing = status;
      const error = await thrownBy(attempt(blobs), StorageUnavailable);
      expect(error.facts).toEqual({ store: 'blobs' });
      expect(error.message).not.toMatch(/uploads|a-file/);
    }
  });

  it.each(attempts)('%s: so is one that is not there', async (_name, attempt) => {
    const lost = blobsAt(await nobodyThere());
    await expect(attempt(lost)).rejects.toBeInstanceOf(StorageUnavailable);
  });

  it('and one that leaves files lying', async () => {
    await blobs.write(KEY, PNG, 'image/png');
    s3.moods.stubborn.add(KEY);
    await expect(blobs.remove([KEY])).rejects.toBeInstanceOf(StorageUnavailable);
    s3.moods.stubborn.clear();
    await blobs.remove([KEY]);
    expect(s3.objects.size).toBe(0);
  });
});

describe('a file in pieces', () => {
  it('goes in parts of 5 MB, and is read in pieces of 4', async () => {
    await blobs.write(KEY, pieces(), 'application/zip');
    const parts = s3.asked.filter(({ path }) => path.includes('partNumber='));
    expect(parts.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT']);
    expect(s3.openUploads.size).toBe(0);
    const lengths = await Array.fromAsync((await blobs.stream(KEY))!, ({ length }) => length);
    expect(lengths.map((bytes) => bytes / 1024 / 1024)).toEqual([4, 4, 4, 1]);
  });

  it('leaves no parts where they cannot be put together', async () => {
    s3.moods.scattered = true;
    await expect(blobs.write(KEY, pieces(), 'application/zip')).rejects.toBeInstanceOf(StorageUnavailable);
    expect(s3.asked.some(({ path }) => path.includes('partNumber='))).toBe(true);
    expect([s3.openUploads.size, s3.objects.size]).toEqual([0, 0]);
  });

  it('nor where S3 fails in the middle, and says so in its own name', async () => {
    async function* interrupted() {
      yield* pieces();
      s3.moods.failing = 503;
      yield* pieces();
    }
    await expect(blobs.write(KEY, interrupted(), 'application/zip')).rejects.toBeInstanceOf(StorageUnavailable);
    expect(s3.objects.size).toBe(0);
  });

  it('that is replaced while it is read is an outage, and never a mixture', async () => {
    await blobs.write(KEY, pieces(), 'application/zip');
    const stream = (await blobs.stream(KEY))!;
    await blobs.write(KEY, Buffer.alloc(13 * 1024 * 1024), 'application/zip');
    await expect(Array.fromAsync(stream)).rejects.toBeInstanceOf(StorageUnavailable);
  });

  it('that is not there is not there, to a role that may list a prefix only as well', async () => {
    expect(await blobs.stream(KEY)).toBeUndefined();
    s3.moods.secretive = true;
    expect(await blobs.stream(KEY)).toBeUndefined();
  });
});

it('2,500 files are removed in requests of a thousand', async () => {
  const keys = Array.from({ length: 2_500 }, (_, n) => `exports/file-${n}`);
  await blobs.remove(keys);
  expect(s3.asked.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
  await blobs.remove([]);
  expect(s3.asked).toHaveLength(3);
});
