import { ErasureUnderWay, NotFound, PermissionDenied } from '../../schemas/errors.ts';
import type { AccountEvent } from './events.ts';
import { isRestricted } from './standing.ts';
import type { AccountState, Opened } from './state.ts';

/** Throws `NotFound` for an account that never opened or is closed. */
export const opened = (state: AccountState): Opened => {
  if (state.status === 'none') throw new NotFound('account');
  return state;
};

/**
 * An account opens with its first session; every later one finds it open. Nothing new begins before everything old is
 * erased, or the erasure could not tell one from the other: until then it throws `ErasureUnderWay`.
 */
export const openAccount =
  (kind: 'registered' | 'anonymous') =>
  (state: AccountState): AccountEvent[] => {
    if (state.status === 'open') return [];
    if (state.erasing) throw new ErasureUnderWay();
    return [{ type: 'AccountOpened', kind }];
  };

/** SPEC A11 "delete everything". What was never opened, or is closed, has nothing to close. */
export const closeAccount = (state: AccountState): AccountEvent[] =>
  state.status === 'none' ? [] : [{ type: 'AccountClosed' }];

/** SPEC A11: how long sessions are kept. */
export const chooseRetention =
  (days: 30 | 90 | -1) =>
  (state: AccountState): AccountEvent[] =>
    opened(state).retentionDays === days ? [] : [{ type: 'RetentionChosen', days }];

export const restrictProcessing = (state: AccountState): AccountEvent[] =>
  opened(state).restricted ? [] : [{ type: 'ProcessingRestricted' }];

/** Throws `PermissionDenied` where a withdrawn consent goes on restricting. */
export const liftRestriction = (state: AccountState): AccountEvent[] => {
  const { restricted, ...rest } = opened(state);
  if (isRestricted(rest))
    throw new PermissionDenied(
      'You withdrew your consent, so your data is only stored. Give your consent again with giveConsent to go on.',
    );
  return restricted ? [{ type: 'RestrictionLifted' }] : [];
};

/** @param name absent: it is taken out */
export const rectifyProfile =
  (name: string | undefined) =>
  (state: AccountState): AccountEvent[] =>
    opened(state).name === name ? [] : [{ type: 'ProfileRectified', ...(name === undefined ? {} : { name }) }];
