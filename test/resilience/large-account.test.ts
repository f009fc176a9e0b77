/** Somebody with 10,000 commits is erased, can see how far it has come, and keeps nobody else waiting. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { streamType } from '../../events/core/commit.ts';
import { privacy, privacyStream } from '../../events/privacy/index.ts';
import { requested } from '../support/compliance.ts';
import { startLocal, type Local } from '../support/local.ts';
import { manyCommits } from '../support/many-commits.ts';

const USER = 'user-sam';
const COMMITS = 10_000;

let dixon: Local;
beforeAll(async () => {
  // with the waits between tries that people have: beside other tests, the engine may need them
  dixon = await startLocal({ retryIntervalOverrides: {} });
  await manyCommits(dixon, USER, { sessions: 100, each: COMMITS / 100 });
  await dixon.caughtUp();
}, 600_000);
afterAll(() => dixon.stop());

const bodiesLeft = async (): Promise<number> =>
  (await Array.fromAsync(dixon.log.readSubject(USER))).filter(
    ({ stream, body }) => body && streamType(stream) !== 'privacy',
  ).length;

it('a person with 10,000 commits is erased step by step, while others go on', async () => {
  expect(await bodiesLeft()).toBe(COMMITS);
  const began = performance.now();
  const requestId = await requested(dixon.store, USER);
  const stateNow = async () =>
    (await dixon.store.load(privacy, privacyStream(USER, requestId), { consistent: true })).state;

  const seen = new Set<number>();
  const answers: number[] = [];
  const job = { isOver: false };
  const over = dixon.caughtUp().then(() => (job.isOver = true));
  while (!job.isOver) {
    const state = await stateNow();
    if (state.status === 'confirmed' && state.advanced) seen.add(state.advanced.done);
    const asked = performance.now();
    const { errors } = await dixon.query(
      'mutation { updatePrivacySettings(settings: "{\\"dataRetention\\":\\"30_days\\"}") }',
      {},
      'local:eve',
    );
    expect(errors).toBeUndefined();
    answers.push(performance.now() - asked);
  }
  await over;
  const seconds = (performance.now() - began) / 1_000;
  const slowest = Math.max(...answers);
  process.stdout.write(
    `erased ${COMMITS} commits in ${seconds.toFixed(1)} s; the slowest of ${answers.length} controls meanwhile took ${slowest.toFixed(0)} ms\n`,
  );

  expect([...seen]).toEqual([2_500, 5_000, 7_500]);
  expect(await stateNow()).toMatchObject({ status: 'erased' });
  expect(await bodiesLeft()).toBe(0);
}, 600_000);
