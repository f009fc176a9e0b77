/** The vehicle library (SPEC A2): for people who signed in. */
import * as z from 'zod';
import { sortKey } from '../../../../events/core/commit.ts';
import {
  addVehicle,
  clearGarage,
  deleteVehicle,
  garage,
  garageStream,
  updateVehicle,
  type GarageEvent,
  type GarageState,
} from '../../../../events/garage/index.ts';
import { InvalidInput } from '../../../../schemas/errors.ts';
import { CommandId, VehicleId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import { requireRegistered, type Principal } from '../../principal.ts';
import { openAccountOf } from '../account/open-account.ts';
import { toUserVehicle, VehicleInput } from './vehicle-shapes.ts';
import { verifiedVehicle } from './verify-vehicle.ts';

const Command = z.object({ commandId: CommandId.nullish() });
const Which = Command.extend({ vehicleId: VehicleId });

type Decide = (state: GarageState) => GarageEvent[];

/** One command on the caller's garage. */
const onGarage = async (
  { store, newId }: ApiParts,
  { userId, actor }: Principal,
  commandId: string,
  decide: Decide,
) => {
  const context = { commandId, actor, correlation: newId() };
  return store.execute(garage, garageStream(userId), context, decide);
};

/** Newest first, in one query. */
export const getUserVehicles = (parts: ApiParts) => async (_args: unknown, principal: Principal) => {
  requireRegistered(principal);
  const { userId } = principal;
  const { state, number } = await parts.store.load(garage, garageStream(userId), { consistent: true });
  return state.vehicles.toReversed().map((vehicle) => toUserVehicle(userId, vehicle, sortKey('garage', number)));
};

/** Throws `QuotaExceeded` for the eleventh. */
export const addUserVehicle = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  requireRegistered(principal);
  const { vehicleData, ...given } = parse(Command.extend({ vehicleData: VehicleInput }), args);
  const commandId = given.commandId ?? parts.newId();
  await openAccountOf(parts, principal);
  const outcome = await onGarage(parts, principal, commandId, addVehicle(parts.newId(), vehicleData));
  // a repeated command added it under the id of the first time
  const added = outcome.events.find((event) => event.type === 'VehicleAdded');
  if (!added) throw new InvalidInput('Choose another commandId: this one was used before.', { field: 'commandId' });
  return verifiedVehicle(parts, principal, commandId, added.vehicleId, outcome);
};

export const updateUserVehicle = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  requireRegistered(principal);
  const { vehicleId, vehicleData, ...given } = parse(Which.extend({ vehicleData: VehicleInput }), args);
  const commandId = given.commandId ?? parts.newId();
  const outcome = await onGarage(parts, principal, commandId, updateVehicle(vehicleId, vehicleData));
  return verifiedVehicle(parts, principal, commandId, vehicleId, outcome);
};

/** Its sessions stay, without it: whoever reads them looks the vehicle up in the library. */
export const deleteUserVehicle = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  requireRegistered(principal);
  const { vehicleId, commandId } = parse(Which, args);
  await onGarage(parts, principal, commandId ?? parts.newId(), deleteVehicle(vehicleId));
  return true;
};

export const clearAllVehicles = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  requireRegistered(principal);
  await onGarage(parts, principal, parse(Command, args).commandId ?? parts.newId(), clearGarage);
  return true;
};
