/** Commands of the person who keeps sessions: naming, sorting, setting, putting away. */
import { InvalidInput, InvalidName } from '../../schemas/errors.ts';
import type { DiagnosticLevel, Preferences } from '../../schemas/values.ts';
import { existing } from './decide.ts';
import type { SessionEvent } from './events.ts';
import type { SessionState } from './state.ts';

/** SPEC A9: before the person chose. */
export const DEFAULT_PREFERENCES: Preferences = { partsPreference: 'equivalent', costDisplay: 'detailed' };

/** SPEC C3. */
const ANNOTATIONS = 16;
const ANNOTATION_LENGTH = 256;
const TITLE_LENGTH = 200;
const HANDLE = /^[A-Za-z0-9_-]{1,100}$/;

/** A name that a person gives is never overwritten (SPEC A4). Throws `InvalidName`. */
export const renameSession =
  (wished: string) =>
  (state: SessionState): SessionEvent[] => {
    const { title, titledBy } = existing(state);
    const name = wished.trim();
    if (name === '' || name.length > TITLE_LENGTH)
      throw new InvalidName(`A title has 1 to ${TITLE_LENGTH} characters. Choose another one.`);
    return titledBy === 'person' && title === name ? [] : [{ type: 'SessionTitled', title: name, by: 'person' }];
  };

/** SPEC C4: a refused handle leaves the old one. Throws `InvalidName`. */
export const chooseHandle =
  (handle: string) =>
  (state: SessionState): SessionEvent[] => {
    const session = existing(state);
    if (!HANDLE.test(handle)) throw new InvalidName('A handle has 1 to 100 of A-Z a-z 0-9 - _. Choose another one.');
    return session.handle === handle ? [] : [{ type: 'HandleChosen', handle }];
  };

export type Annotations = { tags?: string[]; customFields?: Record<string, string> };

/** SPEC C3; what is not given stays. Throws `InvalidInput`. */
export const annotateSession =
  (given: Annotations) =>
  (state: SessionState): SessionEvent[] => {
    const session = existing(state);
    const tags = [...new Set(given.tags ?? session.tags ?? [])];
    const customFields = given.customFields ?? session.customFields ?? {};
    if (tags.length > ANNOTATIONS || Object.keys(customFields).length > ANNOTATIONS)
      throw new InvalidInput(
        `A session has at most ${ANNOTATIONS} tags and ${ANNOTATIONS} custom fields. Remove some.`,
      );
    const texts = [...tags, ...Object.entries(customFields).flat()];
    if (texts.some((text) => text.trim() === '' || text.length > ANNOTATION_LENGTH))
      throw new InvalidInput(
        `Tags and custom fields have 1 to ${ANNOTATION_LENGTH} characters each. Shorten or fill them.`,
      );
    const before = JSON.stringify([session.tags ?? [], session.customFields ?? {}]);
    return JSON.stringify([tags, customFields]) === before ? [] : [{ type: 'SessionAnnotated', tags, customFields }];
  };

export const archiveSession = (state: SessionState): SessionEvent[] =>
  existing(state).status === 'archived' ? [] : [{ type: 'SessionArchived' }];

export const reopenSession = (state: SessionState): SessionEvent[] =>
  existing(state).status === 'active' ? [] : [{ type: 'SessionReopened' }];

/** Gone for the person at once. A session that is gone already is not there (`NotFound`). */
export const deleteSession = (state: SessionState): SessionEvent[] => {
  existing(state);
  return [{ type: 'SessionDeleted' }];
};

export const selectLevel =
  (level: DiagnosticLevel) =>
  (state: SessionState): SessionEvent[] =>
    existing(state).level === level ? [] : [{ type: 'DiagnosticLevelSelected', level }];

export const selectVehicle =
  (vehicleId: string) =>
  (state: SessionState): SessionEvent[] =>
    existing(state).vehicleId === vehicleId ? [] : [{ type: 'VehicleSelected', vehicleId }];

/** SPEC A3: the session forgets its vehicle and VIN. */
export const clearVehicle = (state: SessionState): SessionEvent[] => {
  const { vehicleId, vin } = existing(state);
  return vehicleId === undefined && vin === undefined ? [] : [{ type: 'VehicleDataCleared' }];
};

/** What is not given stays. */
export const selectPreferences =
  (wished: Partial<Preferences>) =>
  (state: SessionState): SessionEvent[] => {
    const current = existing(state).preferences ?? DEFAULT_PREFERENCES;
    const preferences = { ...current, ...wished };
    return JSON.stringify(preferences) === JSON.stringify(current)
      ? []
      : [{ type: 'PreferencesSelected', preferences }];
  };
