/** A part of the table is verified page by page, and goes on where it was cut off. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sortKey } from '../../../events/core/commit.ts';
import { createDynamoDBClient } from '../../../functions/adapters/dynamodb/client.ts';
import { createDynamoDBHistoryScan } from '../../../functions/adapters/dynamodb/history-scan.ts';
import type { Pace } from '../../../functions/verify/ports.ts';
import { readPart, removeProgress } from '../../../functions/verify/progress.ts';
import { verifyPart } from '../../../functions/verify/verify-part.ts';
import { createLocalBlobs } from '../../../infra/local/blobs/index.ts';
import { count, counter } from '../../support/counter-stream.ts';
import { inSmallPages } from '../../support/paged.ts';
import { engineHome, type Home } from '../../support/stores.ts';

const COMMITS = 40;
const LIMIT = 4;
const STREAMS = ['counter/1', 'counter/2', 'counter/3', 'counter/4'];
const SAM = 'user-sam';

let home: Home;
let dataDir: string;
let pages = 0;
let failAt = Infinity;
beforeAll(async () => {
  home = await engineHome();
  dataDir = mkdtempSync(join(tmpdir(), 'dixon-verify-'));
  const actor = { kind: 'person' as const, id: SAM };
  for (const stream of STREAMS)
    for (let n = 0; n < COMMITS / STREAMS.length; n += 1) {
      const context = { commandId: randomUUID(), actor, correlation: randomUUID() };
      await home.store.execute(counter, { subject: SAM, stream }, context, count(n));
    }
});
afterAll(async () => {
  await home.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(() => {
  pages = 0;
  failAt = Infinity;
});

const before = (): void => {
  if (pages >= failAt) throw new Error('the engine is away');
  pages += 1;
};

/** One invocation. `milliseconds` of its clock go by with each look. */
const invoked = (id: string, pace: Pace = { milliseconds: 1_000, pages: 2 }, each = 0) => {
  const client = createDynamoDBClient(home.endpoint);
  inSmallPages('ScanCommand', { limit: LIMIT, before })(client);
  let clock = 0;
  const parts = {
    scan: createDynamoDBHistoryScan(client, 'events'),
    vault: home.vault,
    blobs: createLocalBlobs({ dataDir, now: () => '2026-01-22T10:00:00.000Z' }),
    milliseconds: () => (clock += each),
  };
  const run = async () => {
    try {
      return await verifyPart(parts, pace)({ verificationId: id, segment: 0, of: 1 });
    } finally {
      client.destroy();
    }
  };
  return { run, progress: () => readPart(parts, id, 0), forget: () => removeProgress(parts, id) };
};

const PAGES = COMMITS / LIMIT + 1;
const whole = { chains: { commits: COMMITS, streams: STREAMS.length }, erased: 0 };

it('every page of it is read once, and every hour counted', async () => {
  const { run, progress } = invoked(randomUUID());
  expect(await run()).toEqual({ done: true });
  expect(pages).toBe(PAGES);
  const { walk, hours, faults } = (await progress())!;
  expect(walk).toMatchObject(whole);
  expect(hours).toEqual({ '2026-01-22T10': COMMITS });
  expect(faults).toEqual([]);
});

it('after an outage it goes on behind the last page that was written down', async () => {
  const id = randomUUID();
  failAt = 7;
  await expect(invoked(id).run()).rejects.toThrow(expect.objectContaining({ name: 'StorageUnavailable' }));
  // of seven pages six were written down: in the middle of the third stream
  expect((await invoked(id).progress())!.walk.chains).toMatchObject({ commits: 24, atHand: { stream: 'counter/3' } });
  failAt = Infinity;
  expect(await invoked(id).run()).toEqual({ done: true });
  expect(pages).toBe(PAGES + 1);
  expect((await invoked(id).progress())!.walk).toMatchObject(whole);
});

it('when its time is up it hands over, page by page if need be', async () => {
  const id = randomUUID();
  const impatient: Pace = { milliseconds: 1, pages: 100 };
  let invocations = 1;
  while (!(await invoked(id, impatient, 1).run()).done) invocations += 1;
  expect(invocations).toBe(PAGES);
  expect(pages).toBe(PAGES);
  const { walk, hours } = (await invoked(id).progress())!;
  expect(walk).toMatchObject(whole);
  expect(hours).toEqual({ '2026-01-22T10': COMMITS });
});

it('a part that is done is not read again', async () => {
  const id = randomUUID();
  await invoked(id).run();
  pages = 0;
  expect(await invoked(id).run()).toEqual({ done: true });
  expect(pages).toBe(0);
});

describe('a fault in one invocation', () => {
  const change = (fold: string) =>
    home.client!.send(
      new UpdateItemCommand({
        TableName: 'events',
        Key: { pk: { S: SAM }, sk: { S: sortKey('counter/2', 2) } },
        UpdateExpression: 'SET fold = :fold',
        ExpressionAttributeValues: { ':fold': { N: fold } },
      }),
    );

  it('is named once, though the rest of its stream is read by others', async () => {
    await change('7');
    const id = randomUUID();
    while (!(await invoked(id, { milliseconds: 1, pages: 1 }, 1).run()).done);
    await change('1');
    const { faultCount, faults } = (await invoked(id).progress())!;
    expect(faultCount).toBe(1);
    expect(faults).toEqual([{ kind: 'changed-header', subject: SAM, stream: 'counter/2', number: 2 }]);
    await invoked(id).forget();
    expect(await invoked(id).progress()).toBeUndefined();
  });
});
