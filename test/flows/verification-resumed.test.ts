/** A verification of everything outlives the process that it runs in, and reads no page again but the last few. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { PACE } from '../../functions/verify/ports.ts';
import { retriesAtOnce } from '../support/asl.ts';
import { askingOf } from '../support/asking.ts';
import { startLocal, type Local } from '../support/local.ts';
import { manyCommits } from '../support/many-commits.ts';
import { inSmallPages } from '../support/paged.ts';

const AUDREY = 'local:audrey:compliance';
const COMMITS = 120;
const LIMIT = 4;

let dataDir: string;
let dixon: Local | undefined;
let pages = 0;
let failAt = Infinity;
const { got } = askingOf(() => dixon!);

const before = (): void => {
  if (pages >= failAt) throw new Error('the engine is away');
  pages += 1;
};
const start = async (): Promise<void> => {
  const client = inSmallPages('ScanCommand', { limit: LIMIT, before });
  // 18 retries without waiting would be over before the process is: a verification that gave up has nothing to go on with
  const retryIntervalOverrides = { ...retriesAtOnce, VerifyPart: 60_000 };
  dixon = await startLocal({ dataDir, decorate: { client }, retryIntervalOverrides });
};
const stop = async (): Promise<void> => {
  await dixon?.stop();
  dixon = undefined;
};

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'dixon-resumed-'));
});
afterEach(stop);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

type Verification = { verificationId: string; status: string; commits: number; faults: object[] };

it('goes on after a restart from where it was last written down', async () => {
  await start();
  await manyCommits(dixon!, `user-${randomUUID()}`, { sessions: 3, each: COMMITS / 3 });
  // not at the end of a stretch that is written down, and in the middle of a stream
  failAt = 2 * PACE.pages + 3;
  const { verificationId } = await got<Verification>('startVerification', { segments: 1 }, AUDREY);
  await vi.waitUntil(() => pages === failAt, { timeout: 20_000, interval: 10 });
  const standing = await got<Verification>('getVerification', { verificationId }, AUDREY);
  expect(standing).toMatchObject({ status: 'RUNNING', commits: 2 * PACE.pages * LIMIT });
  await stop();

  failAt = Infinity;
  await start();
  await dixon!.caughtUp();
  const ended = await got<Verification>('getVerification', { verificationId }, AUDREY);
  expect(ended).toMatchObject({ status: 'ENDED', faults: [] });
  expect(ended.commits).toBeGreaterThanOrEqual(COMMITS);
  // each page once, and again those since it was last written down
  expect(pages).toBe(Math.floor(ended.commits / LIMIT) + 1 + 3);
});
