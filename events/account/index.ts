/** The account stream: who a person is to us, what they agreed to, and what they decided about their data. */
import type { StreamModel } from '../core/decider.ts';
import { AccountEvent, accountUpcasters } from './events.ts';
import { evolve, initial, type AccountState } from './state.ts';

export const account: StreamModel<AccountState, AccountEvent> = {
  type: 'account',
  initial,
  evolve,
  events: AccountEvent,
  upcasters: accountUpcasters,
  fold: 3,
  beginsAnewAfterErasure: true,
};

export const accountStream = (userId: string) => ({ subject: userId, stream: 'account' });

export * from './consent.ts';
export * from './decide.ts';
export * from './email.ts';
export * from './standing.ts';
export { AccountEvent } from './events.ts';
export { TRIES, type AccountState, type PendingCode } from './state.ts';
