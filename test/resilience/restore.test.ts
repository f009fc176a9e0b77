/** SPEC N15: a copy of the engine's data from before an erasure is put back, and the erasure stays. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../events/core/chain.ts';
import { streamType, type Commit } from '../../events/core/commit.ts';
import { uploadsOf } from '../../functions/shared/uploads/keys.ts';
import { startRuntime, type Runtime } from '../../infra/local/runtime.ts';
import { retriesAtOnce } from '../support/asl.ts';
import { asking } from '../support/people.ts';
import { wholePerson, type WholePerson } from '../support/whole-person.ts';

const SAM = 'user-sam';
const EVE = 'user-eve';

let folder: string;
let runtime: Runtime;
let sam: WholePerson;
let eve: WholePerson;
const dataDir = () => join(folder, 'data');
const copy = () => join(folder, 'copy');

const start = async (): Promise<void> => {
  const logger = new Logger({ serviceName: 'dixon', logLevel: 'SILENT' });
  runtime = await startRuntime({ dataDir: dataDir(), logger, retryIntervalOverrides: retriesAtOnce });
};
const ask = <T>(userId: string, field: string, args: Record<string, unknown> = {}): Promise<T> =>
  asking(runtime.api)<T>(userId, field, args);

const engineFiles = (where: string): string[] => readdirSync(where).filter((name) => name.startsWith('engine.db'));
const keepCopy = (): void => {
  mkdirSync(copy());
  for (const name of engineFiles(dataDir())) cpSync(join(dataDir(), name), join(copy(), name));
};
/** What an operator does after a disk broke. */
const putBack = (): void => {
  for (const name of engineFiles(dataDir())) rmSync(join(dataDir(), name));
  for (const name of engineFiles(copy())) cpSync(join(copy(), name), join(dataDir(), name));
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dixon-restore-'));
  await start();
  sam = await wholePerson(runtime, dataDir(), SAM);
  eve = await wholePerson(runtime, dataDir(), EVE);
});
afterEach(async () => {
  await runtime.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Something happens after the copy was made, the copy is put back, and the next process starts. */
const restoredAfter = async (what: () => Promise<unknown>): Promise<void> => {
  // while everything runs, as a copy for safety is made
  keepCopy();
  await what();
  await runtime.caughtUp();
  await runtime.stop();
  putBack();
  await start();
};
const erasedAndRestored = (field: string, args: Record<string, unknown> = {}): Promise<void> =>
  restoredAfter(() => ask(SAM, field, args));

const commitsOf = (userId: string): Promise<Commit[]> => Array.fromAsync(runtime.log.readSubject(userId));
const bodiesOf = async (userId: string, isMeant: (commit: Commit) => boolean = () => true): Promise<number> =>
  (await commitsOf(userId)).filter(
    (commit) => commit.body && streamType(commit.stream) !== 'privacy' && isMeant(commit),
  ).length;
const listed = async (userId: string): Promise<string[]> =>
  (await ask<{ id: string }[]>(userId, 'getChatSessions')).map(({ id }) => id);
const vehiclesOf = async (userId: string): Promise<string[]> =>
  (await ask<{ id: string }[]>(userId, 'getUserVehicles')).map(({ id }) => id);

const chainsHold = async (userId: string): Promise<void> => {
  for (const commits of Map.groupBy(await commitsOf(userId), ({ stream }) => stream).values())
    expect(await verifyChain(commits)).not.toHaveProperty('fault');
};

describe('a copy of the tables from before an erasure, put back', () => {
  it('brings no deleted session back: not its words, not its row, not its files', async () => {
    await erasedAndRestored('deleteSession', { sessionId: sam.sessionId });
    expect(runtime.reapplied).toBe(1);
    const stream = `session/${sam.sessionId}`;
    expect(await bodiesOf(SAM, (commit) => commit.stream === stream)).toBe(0);
    expect(await runtime.vault.living(SAM)).not.toContain(stream);
    expect(await listed(SAM)).toEqual([]);
    expect(await Array.fromAsync(runtime.blobs.list(uploadsOf(SAM, sam.sessionId)))).toEqual([]);
    await expect(ask(SAM, 'getConversation', { conversationId: sam.sessionId })).rejects.toMatchObject({
      name: 'NotFound',
    });
    await chainsHold(SAM);
  });

  it('brings no deleted vehicle back, and loses no other', async () => {
    const [other] = (await vehiclesOf(SAM)).filter((id) => id !== sam.vehicleId);
    await erasedAndRestored('deleteUserVehicle', { vehicleId: sam.vehicleId });
    expect(runtime.reapplied).toBe(1);
    expect(await vehiclesOf(SAM)).toEqual([other]);
    // what is left says the library as it is now
    expect(await bodiesOf(SAM, ({ stream }) => stream === 'garage')).toBe(1);
    await chainsHold(SAM);
  });

  it('brings no closed account back, and touches nobody else', async () => {
    const evesBodies = await bodiesOf(EVE);
    await erasedAndRestored('clearAllUserData');
    expect(runtime.reapplied).toBe(1);
    expect(await bodiesOf(SAM)).toBe(0);
    expect((await runtime.vault.living(SAM)).filter((stream) => streamType(stream) !== 'privacy')).toEqual([]);
    expect(await listed(SAM)).toEqual([]);
    await chainsHold(SAM);
    expect(await bodiesOf(EVE)).toBe(evesBodies);
    expect(await listed(EVE)).toEqual([eve.sessionId]);
  });

  it('is held against the ledger once: the start after that has nothing to do', async () => {
    await erasedAndRestored('deleteSession', { sessionId: sam.sessionId });
    await runtime.caughtUp();
    await runtime.stop();
    await start();
    expect(runtime.reapplied).toBe(0);
  });

  it('hears of what happens from then on, though its consumers had read further before', async () => {
    await restoredAfter(async () => {
      for (let more = 0; more < 5; more += 1) await ask(EVE, 'createChatSession');
    });
    expect(await listed(EVE)).toEqual([eve.sessionId]);
    const { id } = await ask<{ id: string }>(EVE, 'createChatSession');
    await runtime.caughtUp();
    expect((await listed(EVE)).toSorted()).toEqual([eve.sessionId, id].toSorted());
    // and jobs begin, under names that the newer tables may have used
    await ask(EVE, 'deleteSession', { sessionId: id });
    await runtime.caughtUp();
    expect(await listed(EVE)).toEqual([eve.sessionId]);
    expect(await bodiesOf(EVE, ({ stream }) => stream === `session/${id}`)).toBe(0);
  });
});
