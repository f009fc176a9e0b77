/** One suite for both homes of digests: a bucket, and the folder of one machine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createS3Client } from '../../../functions/adapters/s3-blobs.ts';
import { createS3Digests } from '../../../functions/adapters/s3-digests.ts';
import type { DigestStore } from '../../../functions/shared/digests/ports.ts';
import { digestFolderIn } from '../../../infra/local/digest-folder.ts';
import { signerIn } from '../../../infra/local/signer-file.ts';
import { ContractBroken } from '../../../schemas/errors.ts';
import { digestOf, headsOf } from '../../support/digests.ts';
import { clientFor } from '../../support/loopback.ts';
import { BUCKET, startS3 } from '../../support/s3.ts';

type Home = { digests: DigestStore; stop: () => Promise<void> };

const onS3 = async (): Promise<Home> => {
  const s3 = await startS3({ pageSize: 3 });
  s3.moods.locked = true;
  const client = createS3Client({ ...clientFor(s3), forcePathStyle: true });
  const now = () => '2026-11-21T09:00:00.000Z';
  return { digests: createS3Digests({ client, bucket: BUCKET, now }), stop: s3.stop };
};

const inFolder = async (): Promise<Home> => {
  const folder = mkdtempSync(join(tmpdir(), 'dixon-digests-'));
  return { digests: digestFolderIn(folder), stop: async () => rmSync(folder, { recursive: true }) };
};

const keyDir = mkdtempSync(join(tmpdir(), 'dixon-digest-key-'));
const signer = signerIn(keyDir, 'digest');
afterAll(() => rmSync(keyDir, { recursive: true }));

describe.each([
  ['on S3', onS3],
  ['in a folder', inFolder],
])('%s', (_name, start) => {
  let home: Home;
  let digests: DigestStore;
  beforeEach(async () => {
    home = await start();
    digests = home.digests;
  });
  afterEach(() => home.stop());

  const names = async (range?: { from?: string; to?: string }): Promise<string[]> =>
    (await Array.fromAsync(digests.list(range))).map(({ name }) => name);

  it('has none before there is one', async () => {
    expect(await digests.newest()).toBeUndefined();
    expect(await names()).toEqual([]);
    expect(await digests.headsSha256('2026-11-21T07')).toBeUndefined();
    await expect(Array.fromAsync(digests.heads('2026-11-21T07'))).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('gives a digest and its heads back as they were', async () => {
    const heads = headsOf(3);
    const digest = await digestOf(signer, '2026-11-21T07', { heads });
    expect(await digests.add(digest, heads)).toBe(true);
    expect(await digests.newest()).toEqual(digest);
    expect(await Array.fromAsync(digests.list())).toEqual([digest]);
    expect(await Array.fromAsync(digests.heads(digest.name))).toEqual(heads);
    expect(await digests.headsSha256(digest.name)).toBe(digest.statement.headsSha256);
  });

  it('has no heads for an hour in which nothing happened', async () => {
    const digest = await digestOf(signer, '2026-11-21T07');
    await digests.add(digest, []);
    expect(await Array.fromAsync(digests.heads(digest.name))).toEqual([]);
    expect(await digests.headsSha256(digest.name)).toBe(digest.statement.headsSha256);
  });

  it('keeps the first digest of an hour, whatever comes after it', async () => {
    const first = await digestOf(signer, '2026-11-21T07', { heads: headsOf(2) });
    const second = await digestOf(signer, '2026-11-21T07', { heads: headsOf(2, 'another') });
    expect(await digests.add(first, headsOf(2))).toBe(true);
    expect(await digests.add(second, headsOf(2, 'another'))).toBe(false);
    expect(await digests.add(first, headsOf(2))).toBe(false);
    expect(await Array.fromAsync(digests.list())).toEqual([first]);
    expect(await Array.fromAsync(digests.heads(first.name))).toEqual(headsOf(2));
  });

  it('lets one of many win who add at the same moment', async () => {
    const all = await Promise.all(
      ['one', 'two', 'three'].map(async (what) => ({
        heads: headsOf(1, what),
        digest: await digestOf(signer, '2026-11-21T07', { heads: headsOf(1, what) }),
      })),
    );
    const added = await Promise.all(all.map(({ digest, heads }) => digests.add(digest, heads)));
    expect(added.filter(Boolean)).toHaveLength(1);
    const winner = all[added.indexOf(true)]!;
    expect(await digests.newest()).toEqual(winner.digest);
    expect(await Array.fromAsync(digests.heads('2026-11-21T07'))).toEqual(winner.heads);
  });

  it('lists what there is, oldest first, from one name to before another', async () => {
    const hours = ['2025-12-31T23', '2026-01-01T00', '2026-11-20T23', '2026-11-21T00', '2026-11-21T07'];
    for (const hour of hours.toReversed()) await digests.add(await digestOf(signer, hour), []);
    expect(await names()).toEqual(hours);
    expect(await names({ from: '2026-01-01T00' })).toEqual(hours.slice(1));
    expect(await names({ from: '2026-01-01T01' })).toEqual(hours.slice(2));
    expect(await names({ to: '2026-11-21T00' })).toEqual(hours.slice(0, 3));
    expect(await names({ from: '2026-11-20T23', to: '2026-11-21T07' })).toEqual(hours.slice(2, 4));
    expect(await names({ from: '2026-11-22T00' })).toEqual([]);
    // as text: what begins at an instant comes before it
    expect(await names({ from: '2026-11-21T00', to: '2026-11-21T07:00:00.000Z' })).toEqual(hours.slice(3));
    expect((await digests.newest())?.name).toBe('2026-11-21T07');
  });

  it.each(['2026-11-21T08', '2026-11-02T01', '2026-06-01T00', '2019-01-01T00', '2031-01-01T00'])(
    'finds the newest, however long ago: %s',
    async (hour) => {
      for (const each of ['2018-01-01T00', hour]) await digests.add(await digestOf(signer, each), headsOf(0));
      expect((await digests.newest())?.name).toBe(hour);
    },
  );

  it('takes no heads that the statement does not name', async () => {
    const digest = await digestOf(signer, '2026-11-21T07', { heads: headsOf(2) });
    for (const others of [headsOf(1), headsOf(2).toReversed(), headsOf(2, 'another')])
      await expect(digests.add(digest, others)).rejects.toThrow(ContractBroken);
    expect(await names()).toEqual([]);
  });

  it('keeps the heads of many thousand streams', async () => {
    const heads = headsOf(30_000);
    const digest = await digestOf(signer, '2026-11-21T07', { heads });
    await digests.add(digest, heads);
    let seen = 0;
    for await (const head of digests.heads(digest.name)) {
      if (head.hash !== heads[seen]!.hash) break;
      seen += 1;
    }
    expect(seen).toBe(30_000);
    expect(await digests.headsSha256(digest.name)).toBe(digest.statement.headsSha256);
  });
});
