/** The library: at most ten vehicles, newest last. */
import type { KeptVehicle } from '../../schemas/vehicle.ts';
import { verifiedVin } from '../../schemas/verified-vin.ts';
import type { GarageEvent } from './events.ts';

export type GarageState = { vehicles: KeptVehicle[]; /** No turn may begin. */ locked?: true };

export const initial: GarageState = { vehicles: [] };

const change = (state: GarageState, id: string, changed: (vehicle: KeptVehicle) => KeptVehicle): GarageState => ({
  ...state,
  vehicles: state.vehicles.map((vehicle) => (vehicle.id === id ? changed(vehicle) : vehicle)),
});

export const evolve = (state: GarageState, event: GarageEvent, at: string): GarageState => {
  switch (event.type) {
    case 'VehicleAdded':
      return {
        ...state,
        vehicles: [...state.vehicles, { ...event.vehicle, id: event.vehicleId, createdAt: at, usageCount: 0 }],
      };
    case 'VehicleUpdated':
      return change(state, event.vehicleId, ({ id, createdAt, lastUsed, usageCount }) => ({
        ...event.vehicle,
        id,
        createdAt,
        usageCount,
        ...(lastUsed === undefined ? {} : { lastUsed }),
      }));
    case 'VehicleVerified':
      return change(state, event.vehicleId, (vehicle) => ({
        ...vehicle,
        ...(vehicle.vin ? { vin: verifiedVin({ ...event, vin: vehicle.vin.vin }, at) } : {}),
      }));
    case 'VehicleUsed':
      return change(state, event.vehicleId, (vehicle) => ({
        ...vehicle,
        lastUsed: at,
        usageCount: vehicle.usageCount + 1,
      }));
    case 'VehicleDeleted':
      return { ...state, vehicles: state.vehicles.filter(({ id }) => id !== event.vehicleId) };
    case 'GarageLocked':
      return { ...state, locked: true };
    case 'GarageUnlocked': {
      const { locked: _locked, ...rest } = state;
      return rest;
    }
    case 'GarageCleared':
      // what is restricted stays so
      return { ...state, vehicles: [] };
    case 'GarageCarriedOver': {
      const { type: _type, ...whole } = event;
      return whole;
    }
  }
};
