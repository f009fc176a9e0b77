import { describe, expect, it } from 'vitest';
import {
  annotateSession,
  archiveSession,
  chooseHandle,
  clearVehicle,
  deleteSession,
  isExpired,
  readable,
  renameSession,
  reopenSession,
  selectLevel,
  selectPreferences,
  selectVehicle,
  session,
  startTurn,
  whileReadable,
  type SessionEvent,
} from '../../../events/session/index.ts';
import { after, NOW, story } from '../../support/given.ts';

const { given } = story(session);
const started: SessionEvent = { type: 'SessionStarted', level: 'quick' };
const CAR = '33333333-3333-4333-8333-333333333333';
const VISITOR = 'anon-session-44444444-4444-4444-8444-444444444444';

describe('a title', () => {
  const titled: SessionEvent = { type: 'SessionTitled', title: 'Brakes', by: 'person' };

  it('is what the person says, without blanks around it', () =>
    given(started).when(renameSession('  Brakes ')).then(titled));
  it('is said once', () => given(started, titled).when(renameSession('Brakes')).thenNothing());
  it.each(['', '   ', 'x'.repeat(201)])('of no or too many characters is refused', (title) =>
    given(started).when(renameSession(title)).thenRefused('InvalidName'),
  );
  it('that the system made becomes the person’s when they say the same', () =>
    given(started, { ...titled, by: 'system' })
      .when(renameSession('Brakes'))
      .then(titled));
});

describe('a handle', () => {
  it('is 1 to 100 of A-Z a-z 0-9 - _', () => {
    given(started).when(chooseHandle('front_brakes-2')).then({ type: 'HandleChosen', handle: 'front_brakes-2' });
    for (const bad of ['', 'with blank', 'ümlaut', 'x'.repeat(101), '../x'])
      given(started).when(chooseHandle(bad)).thenRefused('InvalidName');
  });
  it('that is refused leaves the old one', () => {
    const past = given(started, { type: 'HandleChosen', handle: 'old' });
    past.when(chooseHandle('not ok')).thenRefused('InvalidName');
    expect(past.state).toMatchObject({ handle: 'old' });
    past.when(chooseHandle('old')).thenNothing();
  });
});

describe('tags and custom fields', () => {
  it('replace what was there; what is not given stays', () => {
    const first: SessionEvent = { type: 'SessionAnnotated', tags: ['work'], customFields: { shop: 'Main St' } };
    given(started)
      .when(annotateSession({ tags: ['work', 'work'], customFields: { shop: 'Main St' } }))
      .then(first);
    given(started, first)
      .when(annotateSession({ tags: [] }))
      .then({ ...first, tags: [] });
    given(started, first)
      .when(annotateSession({ tags: ['work'] }))
      .thenNothing();
  });
  it.each([
    { tags: Array.from({ length: 17 }, (_, n) => `tag ${n}`) },
    { customFields: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`field ${n}`, 'x'])) },
    { tags: ['x'.repeat(257)] },
    { customFields: { name: 'x'.repeat(257) } },
    { tags: [' '] },
  ])('beyond their bounds are refused', (annotations) =>
    given(started).when(annotateSession(annotations)).thenRefused('InvalidInput'),
  );
});

describe('a session', () => {
  it('is archived and reopened, each once', () => {
    given(started).when(archiveSession).then({ type: 'SessionArchived' });
    given(started, { type: 'SessionArchived' }).when(archiveSession).thenNothing();
    given(started, { type: 'SessionArchived' }).when(reopenSession).then({ type: 'SessionReopened' });
    given(started).when(reopenSession).thenNothing();
  });

  it('that was deleted is not there for anything', () => {
    given(started).when(deleteSession).then({ type: 'SessionDeleted' });
    const gone = given(started, { type: 'SessionDeleted' });
    for (const wish of [
      deleteSession,
      archiveSession,
      reopenSession,
      renameSession('x'),
      selectLevel('quick'),
      clearVehicle,
    ])
      gone.when(wish).thenRefused('NotFound');
    gone.when(startTurn({ turnId: CAR, message: 'x', mayBegin: true })).thenRefused('NotFound');
    expect(gone.state).toEqual({ status: 'deleted' });
  });

  it('keeps preferences that were not mentioned', () => {
    const budget: SessionEvent = {
      type: 'PreferencesSelected',
      preferences: { partsPreference: 'budget', costDisplay: 'detailed' },
    };
    given(started)
      .when(selectPreferences({ partsPreference: 'budget' }))
      .then(budget);
    given(started, budget)
      .when(selectPreferences({ partsPreference: 'budget' }))
      .thenNothing();
    given(started, budget)
      .when(selectPreferences({ costDisplay: 'summary' }))
      .then({ type: 'PreferencesSelected', preferences: { partsPreference: 'budget', costDisplay: 'summary' } });
  });
});

describe('a vehicle of a session', () => {
  const selected: SessionEvent = { type: 'VehicleSelected', vehicleId: CAR };
  const titled: SessionEvent = { type: 'SessionTitled', title: '2024 Honda Civic - Brake Issues', by: 'system' };

  it('is selected and forgotten', () => {
    given(started).when(selectVehicle(CAR)).then(selected);
    given(started, selected).when(selectVehicle(CAR)).thenNothing();
    given(started, selected).when(clearVehicle).then({ type: 'VehicleDataCleared' });
    given(started).when(clearVehicle).thenNothing();
  });

  it('takes the title that was made of it along', () => {
    const { state } = given(started, selected, titled, { type: 'VehicleDataCleared' });
    expect(state).toMatchObject({ title: 'Chat Session - Jan 22, 2026', titledBy: 'default' });
    expect(state).not.toHaveProperty('vehicleId');
  });

  it('does not show in the title of a session that came down to quick', () => {
    const levels: SessionEvent[] = [
      { type: 'DiagnosticLevelSelected', level: 'vehicle' },
      titled,
      { type: 'DiagnosticLevelSelected', level: 'quick' },
    ];
    expect(given(started, selected, ...levels).state).toMatchObject({ title: 'Chat Session - Jan 22, 2026' });
  });

  it('leaves a title that a person gave', () => {
    const named: SessionEvent = { type: 'SessionTitled', title: 'Civic brakes', by: 'person' };
    expect(given(started, selected, named, { type: 'VehicleDataCleared' }).state).toMatchObject({
      title: 'Civic brakes',
    });
  });
});

describe('a visitor’s session', () => {
  it('lasts an hour from its last activity, to the second', () => {
    expect(isExpired(VISITOR, { lastActive: NOW }, after(3_600))).toBe(false);
    expect(isExpired(VISITOR, { lastActive: NOW }, after(3_601))).toBe(true);
    expect(isExpired('user-sam', { lastActive: NOW }, after(9_999_999))).toBe(false);
  });

  it('is neither read nor changed after that', () => {
    const { state } = given(started);
    expect(readable(VISITOR, state, after(3_600))).toBe(state);
    expect(() => readable(VISITOR, state, after(3_601))).toThrow(expect.objectContaining({ name: 'SessionExpired' }));
    given(started).when(whileReadable(VISITOR, archiveSession), after(3_601)).thenRefused('SessionExpired');
    given(started).when(whileReadable(VISITOR, archiveSession), after(3_600)).then({ type: 'SessionArchived' });
  });
});
