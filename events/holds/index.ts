/**
 * The legal holds on a person's data (SPEC N3): what is held is not erased, whoever asks for it.
 *
 * A hold's reason is personal, so the stream goes with the rest once the person's account is erased, which no hold lets
 * happen while it stands: `RequestHeld` of the request, which stays, is what remains of it. Who comes back is held anew.
 */
import type { StreamModel } from '../core/decider.ts';
import { HoldsEvent, holdsUpcasters } from './events.ts';
import { evolve, initial, type HoldsState } from './state.ts';

export const holds: StreamModel<HoldsState, HoldsEvent> = {
  type: 'holds',
  initial,
  evolve,
  events: HoldsEvent,
  upcasters: holdsUpcasters,
  fold: 1,
  beginsAnewAfterErasure: true,
};

export const holdsStream = (userId: string) => ({ subject: userId, stream: 'holds' });

export * from './decide.ts';
export { HoldsEvent } from './events.ts';
export type { Hold, HoldsState } from './state.ts';
