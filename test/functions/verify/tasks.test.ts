/** The tasks around the work itself: what begins, what ends, and what is left when one gives up. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { audits, auditStream, beginVerification } from '../../../events/audits/index.ts';
import type { Notice } from '../../../functions/runtime/notify.ts';
import type { VerifyParts } from '../../../functions/verify/ports.ts';
import { verify } from '../../../functions/verify/handler.ts';
import { verificationWork } from '../../../functions/shared/work/keys.ts';
import { createTables } from '../../../infra/local/create-tables.ts';
import { startEngine } from '../../../infra/local/engine.ts';
import { invoke } from '../../../infra/local/lambda.ts';
import { storageIn, type Storage } from '../../../infra/local/parts.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { tickingClock } from '../../support/stores.ts';

const now = tickingClock();

let storage: Storage;
let stop: () => Promise<void>;
let task: (name: string, input?: object, other?: Partial<VerifyParts>) => Promise<unknown>;
let verificationId: string;
const notices: Notice[] = [];
beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dixon-tasks-'));
  const engine = await startEngine();
  storage = storageIn({ dataDir, endpoint: engine.endpoint, now, appended: () => {} });
  await createTables(storage.dynamodb);
  const notify = async (notice: Notice) => void notices.push(notice);
  const logger = new Logger({ logLevel: 'SILENT' });
  task = (name, input = {}, other = {}) => {
    const handler = verify({ ...storage, notify, now, milliseconds: () => performance.now(), ...other }, logger);
    return invoke('verify', handler, { task: name, input: { verificationId, ...input } });
  };
  stop = async () => {
    storage.dynamodb.destroy();
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
});
afterAll(() => stop());
beforeEach(async () => {
  notices.length = 0;
  verificationId = randomUUID();
  const context = {
    commandId: verificationId,
    actor: { kind: 'operator' as const, id: 'user-audrey' },
    correlation: verificationId,
  };
  const wish = beginVerification({ segments: 2, digests: true });
  await storage.store.execute(audits, auditStream(verificationId), context, wish);
});

const stateNow = async () => (await storage.store.load(audits, auditStream(verificationId))).state;
const workLeft = () => Array.fromAsync(storage.blobs.list(verificationWork(verificationId)), ({ key }) => key);
const named = (name: string): Error => expect.objectContaining({ name }) as Error;

const verifyParts = async (): Promise<void> => {
  for (const segment of [0, 1]) expect(await task('VerifyPart', { segment, of: 2 })).toEqual({ done: true });
};

it('a plan has one part for each segment', async () => {
  expect(await task('PlanVerification')).toEqual({
    go: true,
    digests: true,
    parts: [0, 1].map((segment) => ({ verificationId, segment, of: 2 })),
  });
});

it('what nobody began is not planned', async () => {
  await expect(task('PlanVerification', { verificationId: randomUUID() })).rejects.toThrow(named('NotFound'));
});

it('nothing is concluded, and no digest looked at, before every part is done', async () => {
  await task('VerifyPart', { segment: 0, of: 2 });
  await expect(task('VerifyDigests')).rejects.toThrow(named('Corrupted'));
  await expect(task('ConcludeVerification')).rejects.toThrow(named('Corrupted'));
  await task('VerifyPart', { segment: 1, of: 2 });
  await expect(task('ConcludeVerification')).rejects.toThrow(named('Corrupted'));
  expect(await stateNow()).toMatchObject({ status: 'verifying' });
});

it('a repeat of any task, also after the end, changes nothing', async () => {
  await verifyParts();
  await verifyParts();
  expect(await task('VerifyDigests')).toEqual({ done: true });
  expect(await task('VerifyDigests')).toEqual({ done: true });
  expect(await workLeft()).toHaveLength(3);
  expect(await task('ConcludeVerification')).toEqual({ faults: 0 });
  const ended = await stateNow();
  expect(await task('ConcludeVerification')).toEqual({ faults: 0 });
  expect(await stateNow()).toEqual(ended);
  expect(await workLeft()).toEqual([]);
  expect(await task('PlanVerification')).toMatchObject({ go: false, parts: [] });
  expect(notices).toEqual([]);
});

it('one that gives up says so by a name, tells the administrators, and leaves no progress', async () => {
  await verifyParts();
  expect(await task('FailVerification', { error: 'StorageUnavailable' })).toEqual({ status: 'failed' });
  expect(await stateNow()).toMatchObject({ status: 'failed', error: 'StorageUnavailable' });
  expect(notices).toEqual([
    {
      operation: 'verify-history',
      failure: 'StorageUnavailable',
      request: verificationId,
      at: expect.any(String) as string,
    },
  ]);
  expect(await workLeft()).toEqual([]);
});

it('a failure whose name is none is recorded without it', async () => {
  await task('FailVerification', { error: 'what Sam said: my brakes' });
  expect(await stateNow()).toMatchObject({ status: 'failed', error: 'Unknown' });
});

it('administrators hear of faults, even where the process dies before they are a fact', async () => {
  const Item = { pk: { S: 'user-nora' }, sk: { S: 'garage#0000000001' } };
  await storage.dynamodb.send(new PutItemCommand({ TableName: 'events', Item }));
  await verifyParts();
  await task('VerifyDigests');
  const execute = async () => {
    throw new StorageUnavailable('test');
  };
  await expect(task('ConcludeVerification', {}, { store: { ...storage.store, execute } })).rejects.toThrow();
  expect(notices).toHaveLength(1);
  expect((await stateNow()).status).toBe('verifying');
  expect(await task('ConcludeVerification')).toEqual({ faults: 1 });
  expect(notices.map(({ request }) => request)).toEqual([verificationId, verificationId]);
});

it('a plan of what has ended clears away what a process that died left beside it', async () => {
  await verifyParts();
  await task('FailVerification', { error: 'StorageUnavailable' });
  await storage.blobs.write(`${verificationWork(verificationId)}part-0.json`, Buffer.from('{}'), 'application/json');
  expect(await task('PlanVerification')).toMatchObject({ go: false });
  expect(await workLeft()).toEqual([]);
});
