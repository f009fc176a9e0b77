/** A view is built anew while people go on asking: nobody notices, and nothing is lost. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDynamoDBSessionRows } from '../../functions/adapters/dynamodb/session-rows.ts';
import { startLocal, type Local } from '../support/local.ts';

const OPS = 'local:oscar:ops';
const PEOPLE = 8;

let dixon: Local;
const announced: string[] = [];
beforeAll(async () => {
  dixon = await startLocal();
  dixon.bus.subscribe(({ type }) => announced.push(type));
});
afterAll(() => dixon.stop());

const ask = async (text: string): Promise<Record<string, never>> => {
  const { data, errors } = await dixon.query(text, {}, OPS);
  expect(errors).toBeUndefined();
  return data!;
};

const REBUILD = `{ getRebuild(view: "sessions") { status generation commits rows differenceCount differences { id kind fields } error } }`;
type Rebuild = { status: string; generation: number; rows: number; differenceCount: number; differences: object[] };

const rebuildNow = async (): Promise<Rebuild> => (await ask(REBUILD))['getRebuild'] as unknown as Rebuild;

const begin = (refold: boolean) =>
  ask(`mutation { rebuildView(view: "sessions", refold: ${refold}, segments: 2) { status } }`);

/** The list as a generation has it, without the numbers of the commits that wrote it. */
const rowsOf = async (generation: number): Promise<object[]> => {
  const rows = createDynamoDBSessionRows(dixon.dynamodb, 'views', dixon.vault);
  const page = await rows.page(generation, { segment: 0, of: 1 });
  return page.rows.toSorted((a, b) => (a.sessionId < b.sessionId ? -1 : 1)).map(({ through: _through, ...row }) => row);
};

test.each([false, true])(
  'under load a rebuild ends with no row different, and no turn failed (refold: %s)',
  async (refold) => {
    const sessions: string[] = [];
    for (let n = 0; n < PEOPLE; n += 1)
      sessions.push((await dixon.send('The brakes squeal', {}, `local:driver-${n}`)).conversationId);

    let isOver = false;
    let turns = 0;
    const goOn = sessions.map(async (conversationId, n) => {
      // at least some turns, and for as long as the rebuild takes
      for (let round = 0; round < 3 || !isOver; round += 1) {
        const sent = await dixon.send('And when it rains?', { conversationId }, `local:driver-${n}`);
        expect(sent.error).toBeUndefined();
        expect(sent.success).toBe(true);
        turns += 1;
      }
    });
    await begin(refold);
    await expect.poll(async () => (await rebuildNow()).status, { timeout: 25_000 }).toBe('BUILT');
    isOver = true;
    await Promise.all(goOn);
    await dixon.caughtUp();

    const underLoad = await rebuildNow();
    expect(underLoad).toMatchObject({ differenceCount: 0, differences: [] });
    expect(turns).toBeGreaterThanOrEqual(3 * PEOPLE);
    const live = await rowsOf(refold ? 2 : 1);
    expect(live.length).toBeGreaterThanOrEqual(PEOPLE);
    expect(await rowsOf(underLoad.generation)).toEqual(live);

    await ask(`mutation { switchView(view: "sessions", generation: ${underLoad.generation}) { live } }`);
    await ask('mutation { retireGeneration(view: "sessions") { live } }');
    await dixon.caughtUp();
    // at rest, once more: the very same rows
    await begin(refold);
    await dixon.caughtUp();
    const atRest = await rebuildNow();
    expect(atRest).toMatchObject({ status: 'BUILT', differenceCount: 0 });
    expect(await rowsOf(atRest.generation)).toEqual(live);
    await ask('mutation { retireGeneration(view: "sessions") { live } }');
    await dixon.caughtUp();
    expect(await rowsOf(atRest.generation)).toEqual([]);
  },
  60_000,
);

test('a rebuild says only that it began and how it ended: nothing of the history is announced again', async () => {
  await dixon.caughtUp();
  const commits = await dixon.commits();
  announced.length = 0;
  await begin(true);
  await dixon.caughtUp();
  expect((await rebuildNow()).status).toBe('BUILT');
  expect(announced).toEqual(['RebuildBegun', 'RebuildCompleted']);
  expect(await dixon.commits()).toBe(commits + 2);
});
