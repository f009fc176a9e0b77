/** What can happen in a person's vehicle library. A vehicle is personal all over. */
import * as z from 'zod';
import { personal, plain } from '../../schemas/personal.ts';
import { VinSource } from '../../schemas/tools/vin-processor.ts';
import { VehicleId } from '../../schemas/values.ts';
import { KeptVehicle, Vehicle } from '../../schemas/vehicle.ts';
import { VinDetails } from '../../schemas/vin-details.ts';

const which = { vehicleId: plain(VehicleId) };

export const VehicleAdded = z.object({ type: z.literal('VehicleAdded'), ...which, vehicle: personal(Vehicle) });
export const VehicleUpdated = z.object({ type: z.literal('VehicleUpdated'), ...which, vehicle: personal(Vehicle) });

/** Dixon decoded the VIN that the vehicle came with (SPEC A10): from now on it counts. */
export const VehicleVerified = z.object({
  type: z.literal('VehicleVerified'),
  ...which,
  details: personal(VinDetails),
  source: plain(VinSource),
  sourceVersion: plain(z.string()),
});

/** A session was started with it. */
export const VehicleUsed = z.object({ type: z.literal('VehicleUsed'), ...which });
export const VehicleDeleted = z.object({ type: z.literal('VehicleDeleted'), ...which });

/** The person restricted processing: no turn may begin. It stands here because every turn reads the library anyway. */
export const GarageLocked = z.object({ type: z.literal('GarageLocked') });
export const GarageUnlocked = z.object({ type: z.literal('GarageUnlocked') });

/** Every vehicle is gone. */
export const GarageCleared = z.object({ type: z.literal('GarageCleared') });

/**
 * A vehicle was erased, and the library has a fresh key: all that stays of it, written again under that key. Nothing
 * before it can be read any more, so it says the whole state.
 */
export const GarageCarriedOver = z.object({
  type: z.literal('GarageCarriedOver'),
  vehicles: personal(z.array(KeptVehicle)),
  locked: plain(z.literal(true).optional()),
});

export const GarageEvent = z.discriminatedUnion('type', [
  VehicleAdded,
  VehicleUpdated,
  VehicleVerified,
  VehicleUsed,
  VehicleDeleted,
  GarageLocked,
  GarageUnlocked,
  GarageCleared,
  GarageCarriedOver,
]);
export type GarageEvent = z.infer<typeof GarageEvent>;

/** None yet: every event is still at version 1. */
export const garageUpcasters = {};
