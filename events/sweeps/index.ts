/**
 * What sweeps took that no stream of a person tells of: one stream for each day, of nobody. An upload without a session
 * has no stream to say that it went, and its owner may be gone for long.
 */
import type { StreamModel } from '../core/decider.ts';
import { SweepEvent, sweepUpcasters } from './events.ts';
import { evolve, initial, type SweepState } from './state.ts';

export const sweeps: StreamModel<SweepState, SweepEvent> = {
  type: 'sweeps',
  initial,
  evolve,
  events: SweepEvent,
  upcasters: sweepUpcasters,
  fold: 1,
};

/** @param at an instant of the day, ISO 8601 */
export const sweepsStream = (at: string) => ({ subject: 'system', stream: `${sweeps.type}/${at.slice(0, 10)}` });

export * from './decide.ts';
export { SweepEvent } from './events.ts';
export type { SweepState } from './state.ts';
