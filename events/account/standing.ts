/** What an account says about a person's data: how long it is kept, and whether it may be worked with. */
import type { AccountState } from './state.ts';

/** SPEC B2: a visitor who consented and verified an email address comes out of the hour. */
export const isKeptVisitor = (state: AccountState): boolean =>
  state.status === 'open' &&
  state.kind === 'anonymous' &&
  state.email !== undefined &&
  state.consents?.['keep-data'] !== undefined;

/** For as long as the person asked for it, and for as long as somebody who signed in withholds their consent. */
export const isRestricted = (state: AccountState): boolean =>
  state.status === 'open' &&
  (state.restricted === true || (state.kind === 'registered' && state.withdrawn?.['keep-data'] === true));

/**
 * Days that conversations are kept after their last activity: 0 stands for a visitor's hour, -1 for no end.
 * @param kind of somebody who may not have an account yet
 */
export const keptDays = (kind: 'registered' | 'anonymous', state: AccountState): 0 | 30 | 90 | -1 => {
  if (kind === 'anonymous' && !isKeptVisitor(state)) return 0;
  return state.status === 'open' ? state.retentionDays : -1;
};
