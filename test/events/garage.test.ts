import { describe, expect, it } from 'vitest';
import {
  addVehicle,
  carryOver,
  clearGarage,
  deleteVehicle,
  garage,
  lockGarage,
  unlockGarage,
  updateVehicle,
  useVehicle,
  VEHICLE_LIMIT,
  type GarageEvent,
} from '../../events/garage/index.ts';
import type { Vehicle } from '../../schemas/vehicle.ts';
import { after, NOW, story } from '../support/given.ts';

const { given } = story(garage);

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const civic: Vehicle = { basic: { year: 2024, make: 'Honda', model: 'Civic' }, nickname: 'My Honda' };
const added = (n: number): GarageEvent => ({ type: 'VehicleAdded', vehicleId: id(n), vehicle: civic });
const full = Array.from({ length: VEHICLE_LIMIT }, (_, n) => added(n));

describe('a vehicle library', () => {
  it('takes a vehicle', () =>
    given()
      .when(addVehicle(id(1), civic))
      .then(added(1)));

  it('takes the same vehicle once', () =>
    given(added(1))
      .when(addVehicle(id(1), civic))
      .thenNothing());

  it('takes the tenth and refuses the eleventh, saying 10/10', () => {
    given(...full.slice(1))
      .when(addVehicle(id(99), civic))
      .then(added(99));
    given(...full)
      .when(addVehicle(id(99), civic))
      .thenRefused('QuotaExceeded');
    expect(() => addVehicle(id(99), civic)(given(...full).state)).toThrow(/10\/10/);
  });

  it('has room again after one was deleted', () =>
    given(...full, { type: 'VehicleDeleted', vehicleId: id(3) })
      .when(addVehicle(id(99), civic))
      .then(added(99)));

  it('counts how often a vehicle was used, and when last', () => {
    const { state } = given(
      added(1),
      { type: 'VehicleUsed', vehicleId: id(1) },
      { type: 'VehicleUsed', vehicleId: id(1) },
    );
    expect(state.vehicles).toEqual([{ ...civic, id: id(1), createdAt: NOW, lastUsed: NOW, usageCount: 2 }]);
  });

  it('does not count the use of a vehicle that is gone', () =>
    given()
      .when(useVehicle(id(1)))
      .thenNothing());

  it('changes what is known of a vehicle and keeps its history', () => {
    const renamed: Vehicle = { ...civic, nickname: 'Old faithful' };
    const updated: GarageEvent = { type: 'VehicleUpdated', vehicleId: id(1), vehicle: renamed };
    given(added(1))
      .when(updateVehicle(id(1), renamed))
      .then(updated);
    given(added(1))
      .when(updateVehicle(id(1), civic))
      .thenNothing();
    const { state } = given(added(1), { type: 'VehicleUsed', vehicleId: id(1) }, updated);
    expect(state.vehicles[0]).toMatchObject({ nickname: 'Old faithful', usageCount: 1, createdAt: NOW });
  });

  it('does not know a vehicle that is not there', () => {
    given()
      .when(updateVehicle(id(1), civic))
      .thenRefused('NotFound');
    given()
      .when(deleteVehicle(id(1)))
      .thenRefused('NotFound');
    given(added(1), { type: 'VehicleDeleted', vehicleId: id(1) })
      .when(deleteVehicle(id(1)), after(1))
      .thenRefused('NotFound');
  });

  it('is cleared once', () => {
    given(added(1), added(2)).when(clearGarage).then({ type: 'GarageCleared' });
    given(added(1), { type: 'GarageCleared' }).when(clearGarage).thenNothing();
  });
});

describe('a library that a vehicle was erased of', () => {
  const locked: GarageEvent = { type: 'GarageLocked' };

  it('is carried over as it stands, each time, be it empty', () => {
    const { state, when } = given(added(1), added(2), { type: 'VehicleUsed', vehicleId: id(2) });
    when(carryOver).then({ type: 'GarageCarriedOver', vehicles: state.vehicles });
    given(added(1), { type: 'VehicleDeleted', vehicleId: id(1) }, locked)
      .when(carryOver)
      .then({ type: 'GarageCarriedOver', vehicles: [], locked: true });
  });

  it('is the same library for whoever can read nothing before that', () => {
    const { state } = given(added(1), { type: 'VehicleUsed', vehicleId: id(1) }, added(2), locked);
    expect(given(...carryOver(state)).state).toEqual(state);
    expect(given(added(3), ...carryOver(state)).state).toEqual(state);
  });

  it('is not begun by it where nobody has one', () => given().when(carryOver).thenNothing());
});

describe('a library whose person restricted processing', () => {
  const locked: GarageEvent = { type: 'GarageLocked' };
  const unlocked: GarageEvent = { type: 'GarageUnlocked' };

  it('is locked once, and unlocked once', () => {
    given().when(lockGarage).then(locked);
    given(locked).when(lockGarage).thenNothing();
    given(added(1), locked).when(unlockGarage).then(unlocked);
    given(added(1)).when(unlockGarage).thenNothing();
    expect(given(added(1), locked, unlocked).state).toEqual(given(added(1)).state);
  });

  it('stays locked whatever is deleted of it', () => {
    const emptied: GarageEvent[] = [{ type: 'VehicleDeleted', vehicleId: id(1) }, added(2), { type: 'GarageCleared' }];
    expect(given(added(1), locked, ...emptied).state).toEqual({ vehicles: [], locked: true });
  });
});
