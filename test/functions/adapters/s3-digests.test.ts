/** What digests need of S3 beside the suite that they share with the folder (`test/functions/digests`). */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createS3Client } from '../../../functions/adapters/s3-blobs.ts';
import { createS3Digests } from '../../../functions/adapters/s3-digests.ts';
import type { DigestStore } from '../../../functions/shared/digests/ports.ts';
import { digestOf, headsOf } from '../../support/digests.ts';
import { clientFor } from '../../support/loopback.ts';
import { BUCKET, startS3, type S3 } from '../../support/s3.ts';

const signer = { keyId: async () => 'c'.repeat(64), publicKey: async () => '', sign: async () => 'c2lnbmVk' };
const UNAVAILABLE = { name: 'StorageUnavailable' };

let s3: S3;
let digests: DigestStore;
beforeEach(async () => {
  s3 = await startS3({ pageSize: 1_000 });
  s3.moods.locked = true;
  const client = createS3Client({ ...clientFor(s3), forcePathStyle: true });
  digests = createS3Digests({ client, bucket: BUCKET, now: () => '2026-11-21T09:00:00.000Z' });
});
afterEach(() => s3.stop());

const add = async (hour: string, heads = headsOf(1)) => digests.add(await digestOf(signer, hour, { heads }), heads);
const asks = async (work: () => Promise<unknown>) => {
  s3.asked.length = 0;
  await work();
  return s3.asked.map(({ method }) => method).join(' ');
};

it('a digest is two files, and the one that makes it count comes last', async () => {
  await add('2026-11-21T07');
  const puts = s3.asked.filter(({ method }) => method === 'PUT').map(({ path }) => path.split('?')[0]!);
  expect(puts).toEqual([
    expect.stringMatching(/\/digests\/2026-11\/2026-11-21T07\.[0-9a-f]{64}\.heads$/),
    expect.stringMatching(/\/digests\/2026-11\/2026-11-21T07\.digest$/),
  ]);
});

it('a put that meets another one is tried again, and finds out who was first', async () => {
  s3.moods.conflicts = 2;
  expect(await add('2026-11-21T07')).toBe(true);
  // the other one's is there by then
  s3.moods.conflicts = 1;
  expect(await add('2026-11-21T07', headsOf(1))).toBe(false);
  s3.moods.conflicts = 1_000;
  await expect(add('2026-11-21T08')).rejects.toMatchObject(UNAVAILABLE);
});

it('the newest of many years is found without listing them all', async () => {
  for (let month = 1; month <= 11; month += 1) await add(`2026-${String(month).padStart(2, '0')}-20T12`, []);
  await add('2026-11-21T07', []);
  expect(await asks(async () => expect((await digests.newest())?.name).toBe('2026-11-21T07'))).toBe('GET GET');
  const { searchParams } = new URL(`http://s3${s3.asked[0]!.path}`);
  expect(searchParams.get('start-after')).toBe('digests/2026-11/2026-11-20');
  // IAM lets nobody list who does not say where
  expect(searchParams.get('prefix')).toBe('digests/');
});

it('a bucket that does not answer is an outage', async () => {
  await add('2026-11-21T07');
  s3.moods.failing = 503;
  await expect(add('2026-11-21T08')).rejects.toMatchObject(UNAVAILABLE);
  await expect(digests.newest()).rejects.toMatchObject(UNAVAILABLE);
  await expect(Array.fromAsync(digests.list())).rejects.toMatchObject(UNAVAILABLE);
  await expect(digests.headsSha256('2026-11-21T07')).rejects.toMatchObject(UNAVAILABLE);
}, 30_000);
