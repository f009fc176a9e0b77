/** The rules of the library: at most ten vehicles, decided in the stream, so that no race can add an eleventh. */
import { NotFound, QuotaExceeded } from '../../schemas/errors.ts';
import type { KeptVehicle, Vehicle } from '../../schemas/vehicle.ts';
import type * as z from 'zod';
import type { GarageEvent, VehicleVerified } from './events.ts';
import { initial, type GarageState } from './state.ts';

/** SPEC A2. */
export const VEHICLE_LIMIT = 10;

/** Throws `NotFound` for a vehicle that is not in the library. */
export const keptVehicle = (state: GarageState, vehicleId: string): KeptVehicle => {
  const vehicle = state.vehicles.find(({ id }) => id === vehicleId);
  if (!vehicle) throw new NotFound('vehicle');
  return vehicle;
};

const has = (state: GarageState, vehicleId: string): boolean => state.vehicles.some(({ id }) => id === vehicleId);

/** Throws `QuotaExceeded` where the library is full. A vehicle that is there already is not added again. */
export const addVehicle =
  (vehicleId: string, vehicle: Vehicle) =>
  (state: GarageState): GarageEvent[] => {
    if (has(state, vehicleId)) return [];
    const use = state.vehicles.length;
    if (use >= VEHICLE_LIMIT)
      throw new QuotaExceeded(
        `Your vehicle library is full (${use}/${VEHICLE_LIMIT}). Delete a vehicle before you add another one.`,
        { limit: VEHICLE_LIMIT, use },
      );
    return [{ type: 'VehicleAdded', vehicleId, vehicle }];
  };

export const updateVehicle =
  (vehicleId: string, vehicle: Vehicle) =>
  (state: GarageState): GarageEvent[] => {
    const { basic, nickname, vin } = keptVehicle(state, vehicleId);
    // the same VIN stays verified: what a client says of it changes nothing
    const verified = vin?.verified && vin.vin === vehicle.vin?.vin ? vin : vehicle.vin;
    const updated = { ...vehicle, ...(verified ? { vin: verified } : {}) };
    const same =
      JSON.stringify([basic, nickname, vin]) === JSON.stringify([updated.basic, updated.nickname, updated.vin]);
    return same ? [] : [{ type: 'VehicleUpdated', vehicleId, vehicle: updated }];
  };

/**
 * The VIN that a vehicle came with was decoded. One that was changed or cleared meanwhile is left as it is.
 * @param vin the VIN that was decoded
 */
export const verifyVehicle =
  (vehicleId: string, vin: string, decoded: Omit<z.infer<typeof VehicleVerified>, 'type' | 'vehicleId'>) =>
  (state: GarageState): GarageEvent[] => {
    const kept = state.vehicles.find(({ id }) => id === vehicleId)?.vin;
    return kept?.vin === vin ? [{ type: 'VehicleVerified', vehicleId, ...decoded }] : [];
  };

/** A session was started with it; one that is gone meanwhile is no reason to refuse the session. */
export const useVehicle =
  (vehicleId: string) =>
  (state: GarageState): GarageEvent[] =>
    has(state, vehicleId) ? [{ type: 'VehicleUsed', vehicleId }] : [];

export const deleteVehicle =
  (vehicleId: string) =>
  (state: GarageState): GarageEvent[] => {
    keptVehicle(state, vehicleId);
    return [{ type: 'VehicleDeleted', vehicleId }];
  };

export const clearGarage = (state: GarageState): GarageEvent[] =>
  state.vehicles.length === 0 ? [] : [{ type: 'GarageCleared' }];

/**
 * What stays is to be written under a fresh key, be it nothing: without it, what was erased would be the newest state.
 * A library that nobody has, since it never was or was erased as a whole, is not begun by that.
 */
export const carryOver = (state: GarageState): GarageEvent[] =>
  state === initial
    ? []
    : [{ type: 'GarageCarriedOver', vehicles: state.vehicles, ...(state.locked ? { locked: state.locked } : {}) }];

/** Processing is restricted, or is not any more (`isRestricted` of the account). */
export const lockGarage = (state: GarageState): GarageEvent[] => (state.locked ? [] : [{ type: 'GarageLocked' }]);

export const unlockGarage = (state: GarageState): GarageEvent[] => (state.locked ? [{ type: 'GarageUnlocked' }] : []);
