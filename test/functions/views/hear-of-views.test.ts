/** What becomes of a view's generations reaches the index of generations, whatever order it is heard in. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  beginRebuild,
  completeRebuild,
  retire,
  rollBack,
  switchView,
  views,
  viewStream,
  type ViewEvent,
  type ViewState,
} from '../../../events/views/index.ts';
import { twoGenerations, type TwoGenerations } from '../../support/two-generations.ts';

let home: TwoGenerations;
beforeAll(async () => {
  home = await twoGenerations();
});
afterAll(() => home.stop());

const address = viewStream('sessions');
const built = { generation: 2, commits: 1, rows: 1, differenceCount: 0, differences: [] };
type Step = [what: string, wish: (state: ViewState) => ViewEvent[], then: { live: number; beside?: number }];
const steps: Step[] = [
  ['a rebuild was begun', beginRebuild({ method: 'tips', segments: 1 }), { live: 1, beside: 2 }],
  ['it was completed', completeRebuild(built), { live: 1, beside: 2 }],
  ['people were switched', switchView(2), { live: 2, beside: 1 }],
  ['they were switched back', rollBack(), { live: 1, beside: 2 }],
  ['it was retired', retire(), { live: 1 }],
];

it.each(steps)('%s: commits go where the index says', async (_what, wish, then) => {
  await home.act(views, address, wish);
  expect(await home.generations.fresh('sessions')).toMatchObject(then);
});

it('what is heard twice, or late, changes nothing', async () => {
  const commits = await Array.fromAsync(home.log.read(address));
  const before = await home.generations.fresh('sessions');
  expect(before).toEqual({ live: 1, through: steps.length });
  for (const commit of [...commits.toReversed(), ...commits]) await home.project(commit);
  expect(await home.generations.fresh('sessions')).toEqual(before);
});

it('a view that this release does not know changes nothing', async () => {
  const unknown = { ...address, stream: `views/${randomUUID()}` };
  await home.act(views, unknown, beginRebuild({ method: 'tips', segments: 1 }));
  for (const view of ['sessions', 'requests'] as const)
    expect(await home.generations.fresh(view)).toMatchObject({ live: 1 });
});
