/** SPEC B2: whether a visitor's session outlives the hour. For people who signed in it makes no difference. */
import { existing } from './decide.ts';
import type { SessionEvent } from './events.ts';
import type { SessionState } from './state.ts';

export const keepSession = (state: SessionState): SessionEvent[] =>
  existing(state).kept ? [] : [{ type: 'SessionKept' }];

export const endKeeping = (state: SessionState): SessionEvent[] =>
  existing(state).kept ? [{ type: 'SessionKeepingEnded' }] : [];
