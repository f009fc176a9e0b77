/** What ops is shown of a view and its newest rebuild, at each point of its way (SPEC N8). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ViewEvent } from '../../../events/views/index.ts';
import { views } from '../../../events/views/index.ts';
import { toView } from '../../../functions/ops/operations/views/view-shape.ts';
import { progressIn } from '../../../functions/rebuild/progress.ts';
import { createLocalBlobs } from '../../../infra/local/blobs/index.ts';
import { NOW, story } from '../../support/given.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'dixon-view-shape-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const blobs = createLocalBlobs({ dataDir, now: () => NOW });
const progress = progressIn(blobs, { view: 'sessions', generation: 2 });

const { given } = story(views);
const shown = (...past: ViewEvent[]) => toView({ blobs }, 'sessions', given(...past).state);

const begun: ViewEvent = { type: 'RebuildBegun', generation: 2, method: 'refold', segments: 2 };
const difference = { subject: 'user-sam', id: 'a', kind: 'different' as const, fields: ['title'] };
const built: ViewEvent = {
  ...{ type: 'RebuildCompleted', generation: 2, commits: 70, rows: 9 },
  ...{ differenceCount: 1, differences: [difference] },
};
const switched: ViewEvent = { type: 'ViewSwitched', generation: 2 };
const NONE = { differenceCount: 0, differences: [], refused: [], error: null };

it('before any rebuild there is nothing beside the live one', async () =>
  expect(await shown()).toEqual({
    ...{ name: 'sessions', live: 1, beside: null, status: 'IDLE', switchedAt: null, rebuild: null },
  }));

describe('a rebuild', () => {
  it('that has only begun has read nothing', async () =>
    expect(await shown(begun)).toEqual({
      ...{ name: 'sessions', live: 1, beside: 2, status: 'BUILDING', switchedAt: null },
      rebuild: {
        ...{ view: 'sessions', generation: 2, status: 'BUILDING', method: 'refold', segments: 2, startedAt: NOW },
        ...{ endedAt: null, commits: 0, expected: null, rows: 0, compared: 0, ...NONE },
      },
    }));

  it('shows how far all of its parts are', async () => {
    const part = { done: false, commits: 10, read: 20, rows: 3, damaged: 0, shapes: [] };
    await progress.savePlan({ expected: 100 });
    await progress.saveBuild(0, part);
    await progress.saveBuild(1, { ...part, read: 25, rows: 4 });
    const building = { status: 'BUILDING', commits: 45, expected: 100, rows: 7, compared: 0 };
    expect((await shown(begun)).rebuild).toMatchObject(building);
    const compare = { done: false, pass: 'live' as const, compared: 5, rows: 0, differenceCount: 0, differences: [] };
    await progress.saveCompare(1, compare);
    expect(await shown(begun)).toMatchObject({
      ...{ status: 'BUILDING' },
      rebuild: { ...building, status: 'COMPARING', compared: 5 },
    });
  });

  it('that was built shows what it came to, switched to or not', async () => {
    const rebuild = { status: 'BUILT', commits: 70, expected: null, rows: 9, compared: 9, endedAt: NOW };
    const differences = { differenceCount: 1, differences: [difference] };
    expect(await shown(begun, built)).toMatchObject({ status: 'BUILT', rebuild: { ...rebuild, ...differences } });
    expect(await shown(begun, built, switched)).toMatchObject({
      ...{ live: 2, beside: 1, status: 'SWITCHED', switchedAt: NOW },
      rebuild: { ...rebuild, ...differences },
    });
  });

  it('that was refused or failed says why, and stands there until it is retired', async () => {
    const refused = await shown(begun, { type: 'RebuildRefused', generation: 2, shapes: ['session TurnStarted@9'] });
    expect(refused).toMatchObject({ beside: 2, status: 'REFUSED', rebuild: { refused: ['session TurnStarted@9'] } });
    const failed: ViewEvent = { type: 'RebuildFailed', generation: 2, error: 'StorageUnavailable' };
    expect(await shown(begun, failed)).toMatchObject({
      ...{ beside: 2, status: 'FAILED' },
      rebuild: { status: 'FAILED', error: 'StorageUnavailable' },
    });
    expect(await shown(begun, failed, { type: 'GenerationRetired', generation: 2 })).toMatchObject({
      ...{ beside: null, status: 'IDLE' },
      rebuild: { status: 'FAILED' },
    });
  });
});
