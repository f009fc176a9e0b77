/** A rebuild gives the very rows that following the stream gave. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RebuildMethod, ViewName } from '../../../schemas/views.ts';
import { rebuildingHome, type Rebuilding } from '../../support/rebuilding.ts';
import { tellHistory } from '../../support/told-history.ts';

const cases: [ViewName, RebuildMethod][] = [
  ['sessions', 'tips'],
  ['sessions', 'refold'],
  ['requests', 'tips'],
  ['requests', 'refold'],
];

describe.each(cases)('%s from %s', (view, method) => {
  let home: Rebuilding;
  beforeAll(async () => {
    home = await rebuildingHome();
    await tellHistory(home, 4);
  });
  afterAll(() => home.stop());

  test('what was built shows what people see, and nothing differs', async () => {
    const live = await home.rows(view, 1);
    const { rebuild } = await home.rebuilt(view, method, 3);
    expect(rebuild?.outcome).toMatchObject({ status: 'built', rows: live.length, differenceCount: 0, differences: [] });
    expect(await home.rows(view, 2)).toEqual(live);
    expect(live.length).toBeGreaterThan(7);
  });
});
