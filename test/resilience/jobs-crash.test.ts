/**
 * The plug pulled in the middle of an erasure and of an export: around each step and once inside of it. After the next
 * start the job is done, once, with one receipt.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../events/core/chain.ts';
import { streamType } from '../../events/core/commit.ts';
import { privacy, privacyStream, resumeRequest } from '../../events/privacy/index.ts';
import { PART } from '../../functions/erase/remove-bodies.ts';
import { exportsOf } from '../../functions/shared/exports/keys.ts';
import { createQueue } from '../../infra/local/jobs/queue.ts';
import { startRuntime, type Runtime } from '../../infra/local/runtime.ts';
import { retriesAtOnce } from '../support/asl.ts';
import { onRequest } from '../support/compliance.ts';
import { manyCommits } from '../support/many-commits.ts';
import { wholePerson } from '../support/whole-person.ts';
import { crashesOf, type Crash, type Request } from './crashes.ts';

const USER = 'user-sam';
const folder = mkdtempSync(join(tmpdir(), 'dixon-crash-'));
const seed = join(folder, 'seed');
const manySeed = join(folder, 'many');
const script = new URL('./crashing-runtime.ts', import.meta.url).pathname;

const start = (dataDir: string): Promise<Runtime> =>
  startRuntime({
    dataDir,
    logger: new Logger({ serviceName: 'dixon', logLevel: 'SILENT' }),
    retryIntervalOverrides: retriesAtOnce,
  });

beforeAll(async () => {
  const runtime = await start(seed);
  await wholePerson(runtime, seed, USER);
  await runtime.stop();
  cpSync(seed, manySeed, { recursive: true });
  const many = await start(manySeed);
  await manyCommits(many, USER, { sessions: 16, each: Math.ceil(PART / 16) });
  await many.stop();
  // the first one compiles for all the others
  const request = { userId: USER, requestId: randomUUID(), wish: { kind: 'export' as const } };
  expect(await crashed(join(folder, 'unharmed'), { task: '', call: 1, when: 'before' }, request)).toMatch(/done/);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the request in a process of its own. Answers with the signal that ended it. */
const crashed = (dataDir: string, crash: Crash, request: Request): Promise<string> =>
  new Promise((resolve, reject) => {
    const cache = { NODE_COMPILE_CACHE: join(folder, 'compiled') };
    const env = {
      ...process.env,
      ...cache,
      DATA_DIR: dataDir,
      CRASH: JSON.stringify(crash),
      REQUEST: JSON.stringify(request),
    };
    const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ?? `ended with ${code}: ${said}`));
  });

const stateOf = async ({ store }: Runtime, { userId, requestId }: Request) =>
  (await store.load(privacy, privacyStream(userId, requestId), { consistent: true })).state;

/** What is on record of the request, and what is stored of the person. */
const leftBehind = async ({ log, records, blobs }: Runtime, { userId, requestId }: Request) => {
  const commits = await Array.fromAsync(log.readSubject(userId));
  const streams = Map.groupBy(commits, ({ stream }) => stream);
  for (const each of streams.values()) expect(await verifyChain(each)).not.toHaveProperty('fault');
  const events = (streams.get(privacyStream(userId, requestId).stream) ?? []).flatMap((commit) => commit.events);
  const keysOf = (list: AsyncIterable<{ key: string }>) => Array.fromAsync(list, ({ key }) => key);
  return {
    completed: events.filter(({ type }) => type === 'ErasureCompleted' || type === 'ExportCompleted').length,
    receipts: (await keysOf(records.list('receipts/'))).filter((key) => key.includes(requestId)).length,
    bodies: commits.filter(({ stream, body }) => body && streamType(stream) !== 'privacy').length,
    exports: (await keysOf(blobs.list(exportsOf(userId)))).filter((key) => key.includes(requestId)),
    files: (await keysOf(blobs.list(''))).length,
  };
};

/** Three processes at once: each waits for its engine a good part of the time. */
const queue = createQueue(3);
const inTurn = <T>(title: string, work: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => queue.push(title, () => work().then(resolve, reject)));

/** The job dies, the next process goes on; what failed for good is resumed by a person. */
const survived = (title: string, crash: Crash, wish: Request['wish']) =>
  inTurn(title, async () => {
    const request = { userId: USER, requestId: randomUUID(), wish };
    const dataDir = join(folder, request.requestId);
    cpSync(crash.many ? manySeed : seed, dataDir, { recursive: true });
    expect(await crashed(dataDir, crash, request)).toBe('SIGKILL');
    const runtime = await start(dataDir);
    try {
      await runtime.caughtUp();
      if ((await stateOf(runtime, request)).status === 'failed') {
        expect(crash.failing).toBeDefined();
        await onRequest(runtime.store, USER, request.requestId, resumeRequest);
        await runtime.caughtUp();
      }
      return { ...(await stateOf(runtime, request)), ...(await leftBehind(runtime, request)) };
    } finally {
      await runtime.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

describe.concurrent('an erasure whose process dies', () => {
  it.each(crashesOf('erase-data'))(
    '$title is done by the next one, with one receipt',
    async ({ title, crash }) => {
      const left = await survived(`erase ${title}`, crash, { kind: 'erasure', scope: { what: 'account' } });
      expect(left).toMatchObject({ status: 'erased', completed: 1, receipts: 1, bodies: 0, files: 0 });
    },
    120_000,
  );
});

describe.concurrent('an export whose process dies', () => {
  it.each(crashesOf('export-data'))(
    '$title is done by the next one, with one receipt',
    async ({ title, crash }) => {
      const left = await survived(`export ${title}`, crash, { kind: 'export' });
      expect(left).toMatchObject({ status: 'exported', completed: 1, receipts: 1, exports: { length: 1 } });
    },
    120_000,
  );
});
