/** SPEC N15: what stands outside the tables: the ledger of erasures, and receipts. In a folder, and on S3. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoDBLedgerMark } from '../../../functions/adapters/dynamodb/ledger-mark.ts';
import { createS3Blobs, createS3Client } from '../../../functions/adapters/s3-blobs.ts';
import { createLedger } from '../../../functions/privacy/ledger.ts';
import type { LedgerEntry } from '../../../functions/privacy/ports.ts';
import { createReceiptFiles } from '../../../functions/privacy/receipt-files.ts';
import type { BlobStore } from '../../../functions/shared/uploads/ports.ts';
import { createLocalBlobs } from '../../../infra/local/blobs/index.ts';
import { clientFor } from '../../support/loopback.ts';
import { BUCKET, startS3 } from '../../support/s3.ts';
import { engineHome } from '../../support/stores.ts';

let clock = '';
const now = () => clock;

const inFolder = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dixon-ledger-'));
  const blobs: BlobStore = createLocalBlobs({ dataDir, now });
  return { blobs, stop: async () => rmSync(dataDir, { recursive: true, force: true }) };
};

const onS3 = async () => {
  const s3 = await startS3();
  const client = createS3Client({ ...clientFor(s3), forcePathStyle: true });
  const blobs: BlobStore = createS3Blobs({ client, bucket: BUCKET, now: () => new Date().toISOString() });
  return { blobs, stop: s3.stop };
};

const entry = (at: string): LedgerEntry => ({
  subject: `user-${randomUUID()}`,
  requestId: randomUUID(),
  scope: { what: 'session', sessionId: randomUUID() },
  at,
});

describe.each([
  ['in a folder', inFolder],
  ['on S3', onS3],
])('%s', (_name, start) => {
  let home: Awaited<ReturnType<typeof start>>;
  let ledger: ReturnType<typeof createLedger>;
  beforeAll(async () => {
    home = await start();
    ledger = createLedger({ blobs: home.blobs, now });
  });
  afterAll(() => home.stop());
  const since = (at?: string) => Array.fromAsync(ledger.since(at));

  it('the ledger gives every erasure back in the order in which they began, also over days', async () => {
    const times = ['2026-11-19T23:59:59.999Z', '2026-11-20T00:00:00.000Z', '2026-11-21T08:00:00.000Z'];
    const entries = times.map(() => entry('2026-11-01T10:00:00.000Z'));
    for (const [index, at] of [...times.entries()].toReversed()) {
      clock = at;
      await ledger.enter(entries[index]!);
    }
    clock = times[2]!;
    const standing = entries.map((each, index) => ({ ...each, entered: times[index] }));
    expect(await since()).toEqual(standing);
    expect(await since(times[1])).toEqual(standing.slice(1));
    expect(await since('2026-11-20T00:00:00.001Z')).toEqual(standing.slice(2));
    expect(await since('2026-11-21T08:00:00.001Z')).toEqual([]);
  });

  it('an erasure that waited for weeks stands where it began, not where it was asked for', async () => {
    clock = '2026-12-24T10:00:00.000Z';
    const late = entry('2026-11-01T10:00:00.000Z');
    await ledger.enter(late);
    expect(await since('2026-12-24T09:00:00.000Z')).toEqual([{ ...late, entered: clock }]);
  });

  it('names of files tell nobody whose erasure it is', async () => {
    const keys = await Array.fromAsync(home.blobs.list('erasures/'), ({ key }) => key);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(key).toMatch(/^erasures\/[0-9-]{10}\/[0-9T.Z-]+_[0-9a-f-]{36}\.json$/);
  });

  it('an entry that cannot be read stops whoever applies them', async () => {
    clock = '2027-01-01T10:00:00.000Z';
    await home.blobs.write(
      `erasures/2027-01-01/2027-01-01T090000.000Z_${randomUUID()}.json`,
      Buffer.from('{'),
      'application/json',
    );
    await expect(since('2027-01-01T00:00:00.000Z')).rejects.toMatchObject({ name: 'Corrupted' });
  });

  it('a receipt that is filed stays as it is', async () => {
    const [receipts, requestId] = [createReceiptFiles({ blobs: home.blobs }), randomUUID()];
    expect(await receipts.read(requestId)).toBeUndefined();
    await receipts.file(requestId, '{"first":true}\n');
    await receipts.file(requestId, '{"second":true}\n');
    expect(await receipts.read(requestId)).toBe('{"first":true}\n');
  });
});

it('the tables know how far they were held against the ledger', async () => {
  const home = await engineHome();
  try {
    const mark = createDynamoDBLedgerMark(home.client!, 'keys');
    expect(await mark.get()).toBeUndefined();
    await mark.set('2026-11-21T08:00:00.000Z');
    await mark.set('2026-11-21T09:00:00.000Z');
    expect(await mark.get()).toBe('2026-11-21T09:00:00.000Z');
  } finally {
    await home.stop();
  }
});
