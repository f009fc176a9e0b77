/** Which model a stream belongs to, and what a release does not know. */
import { describe, expect, it } from 'vitest';
import { isFoldable, modelOf, streams, unknownShapes } from '../../events/streams.ts';
import { session } from '../../events/session/index.ts';

const SESSION = 'session/00000000-0000-4000-8000-000000000001';

describe('a stream', () => {
  it('is opened by the model of its kind', () => {
    expect(modelOf(SESSION)).toBe(session);
    for (const model of Object.values(streams)) expect(modelOf(`${model.type}/any`)).toBe(model);
  });

  it('of a kind that only a newer release knows is refused as such', () =>
    expect(() => modelOf('fleet/1')).toThrow(expect.objectContaining({ name: 'UnknownVersion' })));
});

describe('a commit', () => {
  it('whose events are all known has no unknown shape', () => {
    const events = [
      { type: 'TurnStarted', version: 1 },
      { type: 'TurnAnswered', version: 1 },
    ];
    expect(unknownShapes({ stream: SESSION, events })).toEqual([]);
  });

  it('names each of its shapes that is newer than this release, or that it never heard of', () => {
    const events = [
      { type: 'TurnStarted', version: 9 },
      { type: 'TurnAnswered', version: 1 },
      { type: 'EngineStarted', version: 1 },
    ];
    expect(unknownShapes({ stream: SESSION, events })).toEqual(['session TurnStarted@9', 'session EngineStarted@1']);
    expect(unknownShapes({ stream: 'fleet/1', events: [{ type: 'TurnStarted', version: 1 }] })).toEqual([
      'fleet TurnStarted@1',
    ]);
  });

  it('of one kind is not known to another', () => {
    expect(isFoldable('garage', { type: 'VehicleAdded', version: 1 })).toBe(true);
    expect(isFoldable('session', { type: 'VehicleAdded', version: 1 })).toBe(false);
  });

  it('with a version that is none is not known', () => {
    for (const version of [0, -1, Number.NaN])
      expect(isFoldable('session', { type: 'TurnStarted', version })).toBe(false);
  });
});
