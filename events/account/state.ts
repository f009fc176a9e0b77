import type { AccountEvent } from './events.ts';

export type Opened = {
  status: 'open';
  kind: 'registered' | 'anonymous';
  createdAt: string;
  retentionDays: 30 | 90 | -1;
};
export type AccountState =
  | {
      status: 'none';
      /** Closed, and what it held is not erased yet; the erasure takes this mark with it. */
      erasing?: true;
    }
  | Opened;

export const initial: AccountState = { status: 'none' };

/** SPEC A11: nothing is removed before the person asks for it. */
const DEFAULT_RETENTION_DAYS = -1;

export const evolve = (state: AccountState, event: AccountEvent, at: string): AccountState => {
  switch (event.type) {
    case 'AccountOpened':
      return { status: 'open', kind: event.kind, createdAt: at, retentionDays: DEFAULT_RETENTION_DAYS };
    case 'RetentionChosen':
      return state.status === 'none' ? state : { ...state, retentionDays: event.days };
    case 'AccountClosed':
      return { status: 'none', erasing: true };
  }
};
