/** What can happen in a person's vehicle library. A vehicle is personal all over. */
import * as z from 'zod';
import { personal, plain } from '../../schemas/personal.ts';
import { VehicleId } from '../../schemas/values.ts';
import { Vehicle } from '../../schemas/vehicle.ts';

const which = { vehicleId: plain(VehicleId) };

export const VehicleAdded = z.object({ type: z.literal('VehicleAdded'), ...which, vehicle: personal(Vehicle) });
export const VehicleUpdated = z.object({ type: z.literal('VehicleUpdated'), ...which, vehicle: personal(Vehicle) });

/** A session was started with it. */
export const VehicleUsed = z.object({ type: z.literal('VehicleUsed'), ...which });
export const VehicleDeleted = z.object({ type: z.literal('VehicleDeleted'), ...which });

/** Every vehicle is gone. */
export const GarageCleared = z.object({ type: z.literal('GarageCleared') });

export const GarageEvent = z.discriminatedUnion('type', [
  VehicleAdded,
  VehicleUpdated,
  VehicleUsed,
  VehicleDeleted,
  GarageCleared,
]);
export type GarageEvent = z.infer<typeof GarageEvent>;

/** None yet: every event is still at version 1. */
export const garageUpcasters = {};
