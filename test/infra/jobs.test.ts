/** Standard executions on one machine: what is started is done once, whatever becomes of the process. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJobs, type Jobs, type JobsOptions } from '../../infra/local/jobs/index.ts';
import { createQueue } from '../../infra/local/jobs/queue.ts';
import { Stopped, type LocalMachine } from '../../infra/local/state-machine.ts';

const logger = new Logger({ serviceName: 'dixon', logLevel: 'SILENT' });
const START = Date.parse('2026-05-01T10:00:00.000Z');

let dataDir: string;
let days = 0;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'dixon-jobs-'));
  days = 0;
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

type Run = LocalMachine['run'];
/** Another process on the same folder, as far as executions are concerned. */
const jobsWith = (run: Run, more: Partial<JobsOptions> = {}): Jobs => {
  const machines = {
    'erase-data': { run },
    'export-data': { run },
    'verify-history': { run },
    'rebuild-view': { run },
  };
  const now = () => new Date(START + days * 86_400_000).toISOString();
  return createJobs({ dataDir, machines, logger, now, again: { first: 1, longest: 4 }, ...more });
};
const job = (name: string, subject = 'user-sam') => ({
  machine: 'erase-data' as const,
  name,
  input: { subject, name },
});
const filesOf = () => readdirSync(join(dataDir, 'executions', 'erase-data')).toSorted();

/** Runs that note what they were given. */
const noting = () => {
  const ran: unknown[] = [];
  const run: Run = async (input) => void ran.push((input as { name: string }).name);
  return { ran, run };
};
/** A run that waits until it is told to go on, or to stop. */
const waiting: Run = (_input, signal) =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Stopped())));

test('an execution is on the disk before its start is acknowledged, and leaves a mark without its input', async () => {
  const gate = Promise.withResolvers<void>();
  const jobs = jobsWith(() => gate.promise);
  await jobs.start(job('a'));
  const seen = readFileSync(join(dataDir, 'executions', 'erase-data', 'a.json'), 'utf8');
  expect(JSON.parse(seen)).toMatchObject({ input: { subject: 'user-sam' } });
  gate.resolve();
  await jobs.idle();
  expect(readFileSync(join(dataDir, 'executions', 'erase-data', 'a.json'), 'utf8')).not.toContain('user-sam');
  expect(filesOf()).toEqual(['a.json']);
});

test('a name starts one execution, however often and from however many processes it is started', async () => {
  const { ran, run } = noting();
  const jobs = jobsWith(run);
  await Promise.all([1, 2, 3, 4, 5].map(() => jobs.start(job('a'))));
  await jobs.idle();
  await jobs.start(job('a'));
  const next = jobsWith(run);
  expect(await next.resume()).toBe(0);
  await next.start(job('a'));
  await next.idle();
  expect(ran).toEqual(['a']);
});

test('what a process leaves unfinished is run again by the next, in the order in which it was started', async () => {
  const first = jobsWith(waiting);
  for (const name of ['c', 'a', 'b']) {
    await first.start(job(name));
    days += 1;
  }
  await first.stop();
  const { ran, run } = noting();
  const next = jobsWith(run);
  // a delivery of the same announcement meanwhile changes nothing
  await next.start(job('a'));
  expect(await next.resume()).toBe(3);
  await next.idle();
  expect(ran).toEqual(['c', 'a', 'b']);
  expect(await jobsWith(run).resume()).toBe(0);
});

test('what is started while the process stops is kept for the next', async () => {
  const stopped = jobsWith(waiting);
  await stopped.stop();
  await stopped.start(job('late'));
  await stopped.idle();
  const { ran, run } = noting();
  const next = jobsWith(run);
  await next.resume();
  await next.idle();
  expect(ran).toEqual(['late']);
});

test('an execution that ends in an error is tried again while the process lives, and never marked as done', async () => {
  const ended = Promise.withResolvers<void>();
  let tries = 0;
  const run: Run = async () => {
    tries += 1;
    if (tries < 5) throw new Error('the engine is away');
    ended.resolve();
  };
  const jobs = jobsWith(run);
  await jobs.start(job('a'));
  await ended.promise;
  await jobs.idle();
  expect(tries).toBe(5);
  expect(await jobsWith(run).resume()).toBe(0);

  const broken = jobsWith(async () => Promise.reject(new Error('for good')), { again: { first: 1e6, longest: 1e6 } });
  await broken.start(job('b'));
  await broken.idle();
  await broken.stop();
  expect(await jobsWith(waiting).resume()).toBe(1);
});

test('a mark is forgotten after 90 days, and not before', async () => {
  const { run } = noting();
  const jobs = jobsWith(run);
  await jobs.start(job('a'));
  await jobs.idle();
  days = 90;
  await jobsWith(run).resume();
  expect(filesOf()).toEqual(['a.json']);
  days = 91;
  await jobsWith(run).resume();
  expect(filesOf()).toEqual([]);
});

test('marks that are forgotten on purpose leave what is unfinished', async () => {
  const { run } = noting();
  const jobs = jobsWith(run);
  await jobs.start(job('done'));
  await jobs.idle();
  const stopped = jobsWith(waiting);
  await stopped.start(job('open'));
  await stopped.stop();
  await stopped.forgetDone();
  expect(filesOf()).toEqual(['open.json']);
});

test('a name that could leave the folder is refused', async () => {
  await expect(jobsWith(waiting).start(job('../a'))).rejects.toThrow(/no name/);
});

test('four people’s jobs run at once, and of one person one after the other', async () => {
  const queue = createQueue(4);
  const under = new Map<string, () => void>();
  let most = 0;
  const begun: string[] = [];
  const work = (lane: string, name: string) =>
    queue.push(lane, async () => {
      begun.push(name);
      await new Promise<void>((resolve) => under.set(name, resolve));
      under.delete(name);
    });
  for (const lane of ['a', 'b', 'c', 'd', 'e']) for (const turn of [1, 2]) work(lane, `${lane}${turn}`);
  expect(begun).toEqual(['a1', 'b1', 'c1', 'd1']);
  while (under.size > 0) {
    most = Math.max(most, under.size);
    expect(new Set([...under.keys()].map((name) => name[0])).size).toBe(under.size);
    [...under.values()][0]!();
    await new Promise(setImmediate);
  }
  await queue.idle();
  expect(most).toBe(4);
  expect(begun.toSorted()).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2', 'd1', 'd2', 'e1', 'e2']);
  for (const lane of 'abcde') expect(begun.indexOf(`${lane}1`)).toBeLessThan(begun.indexOf(`${lane}2`));
});
