import { ConcurrentModification, NotFound } from '../../schemas/errors.ts';
import type { AccountEvent } from './events.ts';
import type { AccountState } from './state.ts';

/**
 * An account opens with its first session; every later one finds it open. Nothing new begins before everything old is
 * erased, or the erasure could not tell one from the other: until then it throws `ConcurrentModification`.
 */
export const openAccount =
  (kind: 'registered' | 'anonymous') =>
  (state: AccountState): AccountEvent[] => {
    if (state.status === 'open') return [];
    if (state.erasing) throw new ConcurrentModification({ stream: 'account', erasing: true });
    return [{ type: 'AccountOpened', kind }];
  };

/** SPEC A11 "delete everything". What was never opened, or is closed, has nothing to close. */
export const closeAccount = (state: AccountState): AccountEvent[] =>
  state.status === 'none' ? [] : [{ type: 'AccountClosed' }];

/** SPEC A11: how long sessions are kept. */
export const chooseRetention =
  (days: 30 | 90 | -1) =>
  (state: AccountState): AccountEvent[] => {
    if (state.status === 'none') throw new NotFound('account');
    return state.retentionDays === days ? [] : [{ type: 'RetentionChosen', days }];
  };
