/** What of a vehicle the assistant may see in a turn (SPEC A5): the second wall around it is the level itself. */
import type { EventStore } from '../../events/core/event-store.ts';
import { garage, garageStream, type KeptVehicle } from '../../events/garage/index.ts';
import { isAnonymous, type DiagnosticLevel } from '../../schemas/values.ts';

/** The person's library; a visitor has none. One query, and none for visitors. */
export const libraryOf = async (store: EventStore, userId: string): Promise<readonly KeptVehicle[]> =>
  isAnonymous(userId) ? [] : (await store.load(garage, garageStream(userId))).state.vehicles;

export type VisibleVehicle = KeptVehicle['basic'] & { vin?: string };

/** A vehicle as a level shows it: nothing at `quick`, the VIN only at `precision` and only where Dixon verified it. */
export const visibleVehicle = (
  level: DiagnosticLevel,
  vehicle: KeptVehicle | undefined,
): VisibleVehicle | undefined => {
  if (level === 'quick' || !vehicle) return undefined;
  const { basic, vin } = vehicle;
  return level === 'precision' && vin?.verified ? { ...basic, vin: vin.vin } : basic;
};
