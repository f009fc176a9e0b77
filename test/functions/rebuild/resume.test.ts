/** A rebuild that is cut off goes on where it was, and a task that is repeated changes nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RebuildParts } from '../../../functions/rebuild/ports.ts';
import type { RebuildMethod } from '../../../schemas/views.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { manySessions, rebuildingHome, type Rebuilding } from '../../support/rebuilding.ts';

/** The page that each scan ends in is the last one of its task. */
const atOnce: Partial<RebuildParts> = { budget: 0 };

/** Scans that give few items a page, so that a small history has many of them. */
const inSmallPages = (home: Rebuilding, size: number): Partial<RebuildParts> => ({ scan: home.scanOf(size) });

/** Storage that fails every few requests, between two tasks and in the middle of them. */
const failing = (parts: RebuildParts, every: number): Partial<RebuildParts> => {
  let calls = 0;
  const maybe =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      calls += 1;
      if (calls % every === 0) throw new StorageUnavailable('test');
      return work(...args);
    };
  const { scan, sessionRows } = parts;
  return {
    scan: {
      size: () => scan.size(),
      headers: maybe((...asked) => scan.headers(...asked)),
      commits: maybe((...asked) => scan.commits(...asked)),
      some: maybe((places) => scan.some(places)),
    },
    sessionRows: {
      ...sessionRows,
      insert: maybe((...rows) => sessionRows.insert(...rows)),
      page: maybe((...asked) => sessionRows.page(...asked)),
    },
  };
};

const methods: [RebuildMethod][] = [['tips'], ['refold']];

describe.each(methods)('from %s', (method) => {
  let home: Rebuilding;
  let live: object[];
  beforeAll(async () => {
    home = await rebuildingHome();
    await manySessions(home, { people: 5, each: 6 });
    live = await home.rows('sessions', 1);
  });
  afterAll(() => home.stop());

  const expectSame = async (generation: number) => {
    expect((await home.state('sessions')).rebuild?.outcome).toMatchObject({ status: 'built', differenceCount: 0 });
    expect(await home.rows('sessions', generation)).toEqual(live);
    expect(live).toHaveLength(30);
  };

  test('tasks that have no time at all hand over after every page, and come to the end', async () => {
    const generation = await home.begin('sessions', method);
    let tasks = 0;
    const counting = { milliseconds: () => (tasks += 1) };
    await home.run('sessions', generation, { ...inSmallPages(home, 7), ...atOnce, ...counting });
    expect(tasks).toBeGreaterThan(20);
    await expectSame(generation);
    expect((await home.state('sessions')).rebuild?.outcome).toMatchObject({ commits: (await home.commits()) - 1 });
    await home.retire('sessions');
  });

  test('a storage that fails again and again costs tries, and no row', async () => {
    const generation = await home.begin('sessions', method);
    const parts = { ...home.parts, ...inSmallPages(home, 7) } as RebuildParts;
    let failures = 0;
    await home.run('sessions', generation, { ...failing(parts, 5), ...atOnce }, () => (failures += 1));
    expect(failures).toBeGreaterThan(3);
    await expectSame(generation);
  });

  test('what has ended is not done again', async () => {
    const { newest: generation } = await home.state('sessions');
    const { number } = await home.tip('sessions');
    await home.run('sessions', generation);
    expect(await home.task('Plan', { view: 'sessions', generation })).toEqual({ go: false, parts: [] });
    expect(await home.task('Conclude', { view: 'sessions', generation })).toEqual({ status: 'ended' });
    expect(await home.task('FailRebuild', { view: 'sessions', generation, error: 'X' })).toEqual({ status: 'built' });
    expect((await home.tip('sessions')).number).toBe(number);
    expect(await home.workFiles()).toEqual([]);
  });
});

test('live commits go to a new generation, even where whoever began it died before saying so', async () => {
  const home = await rebuildingHome();
  try {
    const generation = await home.begin('sessions', 'tips');
    const told: unknown[] = [];
    const put: RebuildParts['generations']['put'] = async (...said) => void told.push(said);
    expect(await home.task('Plan', { view: 'sessions', generation }, { generations: { put } })).toMatchObject({
      go: true,
    });
    expect(told).toEqual([['sessions', { live: 1, beside: generation, through: 1 }]]);
  } finally {
    await home.stop();
  }
});
