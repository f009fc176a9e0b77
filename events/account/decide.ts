import { NotFound } from '../../schemas/errors.ts';
import type { AccountEvent } from './events.ts';
import type { AccountState } from './state.ts';

/** An account opens with its first session; every later one finds it open. */
export const openAccount =
  (kind: 'registered' | 'anonymous') =>
  (state: AccountState): AccountEvent[] =>
    state.status === 'none' ? [{ type: 'AccountOpened', kind }] : [];

/** SPEC A11: how long sessions are kept. */
export const chooseRetention =
  (days: 30 | 90 | -1) =>
  (state: AccountState): AccountEvent[] => {
    if (state.status === 'none') throw new NotFound('account');
    return state.retentionDays === days ? [] : [{ type: 'RetentionChosen', days }];
  };
