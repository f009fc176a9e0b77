/**
 * Who read what of a person's sealed history, and why (SPEC N6): a stream of the person, so that it stands beside what was
 * read. A reason may tell of the person and is sealed; it goes with their account, the headers stay.
 */
import type { StreamModel } from '../core/decider.ts';
import { AccessEvent, accessUpcasters } from './events.ts';
import { evolve, initial, type AccessState } from './state.ts';

export const access: StreamModel<AccessState, AccessEvent> = {
  type: 'access',
  initial,
  evolve,
  events: AccessEvent,
  upcasters: accessUpcasters,
  fold: 1,
  beginsAnewAfterErasure: true,
};

export const accessStream = (userId: string) => ({ subject: userId, stream: access.type });

export * from './decide.ts';
export { AccessEvent } from './events.ts';
export type { AccessState } from './state.ts';
