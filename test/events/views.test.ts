/** What becomes of a view's generations, as history (SPEC N8). */
import { describe, expect, it } from 'vitest';
import {
  beginRebuild,
  completeRebuild,
  failRebuild,
  refuseRebuild,
  retire,
  rollBack,
  switchView,
  views,
  type ViewEvent,
} from '../../events/views/index.ts';
import { after, NOW, story } from '../support/given.ts';

const { given } = story(views);

const fromTips = { method: 'tips' as const, segments: 4 };
const result = { commits: 120, rows: 40, differenceCount: 0, differences: [] };

const begun = (generation: number): ViewEvent => ({ type: 'RebuildBegun', generation, ...fromTips });
const built = (generation: number): ViewEvent => ({ type: 'RebuildCompleted', generation, ...result });
const refused = (generation: number): ViewEvent => ({
  type: 'RebuildRefused',
  generation,
  shapes: ['session TurnStarted@9'],
});
const failed = (generation: number): ViewEvent => ({ type: 'RebuildFailed', generation, error: 'StorageUnavailable' });
const switched = (generation: number): ViewEvent => ({ type: 'ViewSwitched', generation });
const rolledBack = (generation: number): ViewEvent => ({ type: 'ViewRolledBack', generation });
const retired = (generation: number): ViewEvent => ({ type: 'GenerationRetired', generation });

describe('a rebuild', () => {
  it('makes the next generation, beside the live one', () => {
    given().when(beginRebuild(fromTips)).then(begun(2));
    expect(given(begun(2)).state).toMatchObject({ live: 1, beside: 2, newest: 2, rebuild: { startedAt: NOW } });
  });

  it('is not begun while another one is under way', () =>
    given(begun(2)).when(beginRebuild(fromTips)).thenRefused('AlreadyExists'));

  it.each([
    ['was built', [begun(2), built(2)]],
    ['was refused', [begun(2), refused(2)]],
    ['failed', [begun(2), failed(2)]],
    ['people saw before', [begun(2), built(2), switched(2)]],
  ])('is not begun beside a generation that %s', (_what, past) =>
    given(...past)
      .when(beginRebuild(fromTips))
      .thenRefused('InvalidInput'),
  );

  it('never takes a number again whose rows may still be under way', () =>
    given(begun(2), built(2), retired(2)).when(beginRebuild(fromTips)).then(begun(3)));

  it('has one outcome, the first', () => {
    given(begun(2))
      .when(completeRebuild({ generation: 2, ...result }))
      .then(built(2));
    given(begun(2))
      .when(refuseRebuild({ generation: 2, shapes: ['session TurnStarted@9'] }))
      .then(refused(2));
    given(begun(2))
      .when(failRebuild({ generation: 2, error: 'StorageUnavailable' }))
      .then(failed(2));
    for (const outcome of [built(2), refused(2), failed(2)]) {
      const over = given(begun(2), outcome);
      over.when(completeRebuild({ generation: 2, ...result })).thenNothing();
      over.when(failRebuild({ generation: 2, error: 'StorageUnavailable' })).thenNothing();
    }
  });

  it('that speaks of another generation than the one under way changes nothing', () =>
    given(begun(2), failed(2), retired(2), begun(3))
      .when(completeRebuild({ generation: 2, ...result }))
      .thenNothing());
});

describe('a switch', () => {
  it('shows people what was built, and keeps what they saw', () => {
    given(begun(2), built(2)).when(switchView(2)).then(switched(2));
    expect(given(begun(2), built(2), switched(2)).state).toMatchObject({ live: 2, beside: 1, switchedAt: NOW });
  });

  it('to what is live already changes nothing', () => {
    given().when(switchView(1)).thenNothing();
    given(begun(2), built(2), switched(2)).when(switchView(2)).thenNothing();
  });

  it.each([
    ['is being built', [begun(2)]],
    ['was refused', [begun(2), refused(2)]],
    ['failed', [begun(2), failed(2)]],
    ['was retired', [begun(2), built(2), retired(2)]],
    ['never was', []],
  ])('to a generation that %s is refused', (_what, past: ViewEvent[]) =>
    given(...past)
      .when(switchView(2))
      .thenRefused('NotFound'),
  );
});

describe('a rollback', () => {
  const live = [begun(2), built(2), switched(2)];

  it('is one step back', () => {
    given(...live)
      .when(rollBack())
      .then(rolledBack(1));
    expect(given(...live, rolledBack(1)).state).toMatchObject({ live: 1, beside: 2 });
  });

  it('is not two steps back; forth again leads a switch', () => {
    const back = given(...live, rolledBack(1));
    back.when(rollBack()).thenRefused('NotFound');
    back.when(switchView(2)).then(switched(2));
  });

  it.each([
    ['before any rebuild', []],
    ['before the first switch', [begun(2), built(2)]],
    ['once what was before is retired', [...live, retired(1)]],
    ['to a generation that was built since, and never live', [...live, retired(1), begun(3), built(3)]],
  ])('is refused %s', (_when, past: ViewEvent[]) =>
    given(...past)
      .when(rollBack())
      .thenRefused('NotFound'),
  );
});

describe('retiring', () => {
  it.each([
    ['what was built and not wanted', [begun(2), built(2)], 2],
    ['what was refused', [begun(2), refused(2)], 2],
    ['what failed', [begun(2), failed(2)], 2],
    ['what was live before', [begun(2), built(2), switched(2)], 1],
    ['what was rolled back from', [begun(2), built(2), switched(2), rolledBack(1)], 2],
  ])('takes away %s', (_what, past: ViewEvent[], generation) => {
    given(...past)
      .when(retire())
      .then(retired(generation));
    expect(given(...past, retired(generation)).state).not.toHaveProperty('beside');
  });

  it('takes away neither the live generation nor one that is being built', () => {
    given().when(retire()).thenRefused('NotFound');
    given(begun(2)).when(retire()).thenRefused('AlreadyExists');
    given(begun(2), built(2), retired(2)).when(retire()).thenRefused('NotFound');
  });
});

it('what a rebuild came to is kept until the next one', () => {
  const { state } = given(begun(2), built(2), switched(2), retired(1));
  expect(state.rebuild).toEqual({
    ...{ generation: 2, ...fromTips, startedAt: NOW, endedAt: NOW },
    outcome: { status: 'built', ...result },
  });
  expect(views.evolve(state, begun(3), after(5)).rebuild).toMatchObject({ generation: 3, startedAt: after(5) });
});
