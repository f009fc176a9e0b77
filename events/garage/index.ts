/** The garage stream: a person's vehicle library. */
import type { StreamModel } from '../core/decider.ts';
import { GarageEvent, garageUpcasters } from './events.ts';
import { evolve, initial, type GarageState } from './state.ts';

export const garage: StreamModel<GarageState, GarageEvent> = {
  type: 'garage',
  initial,
  evolve,
  events: GarageEvent,
  upcasters: garageUpcasters,
  fold: 2,
  restating: ['GarageCarriedOver'],
  beginsAnewAfterErasure: true,
};

export const garageStream = (userId: string) => ({ subject: userId, stream: 'garage' });

export * from './decide.ts';
export { GarageEvent } from './events.ts';
export type { GarageState } from './state.ts';
export type { KeptVehicle } from '../../schemas/vehicle.ts';
