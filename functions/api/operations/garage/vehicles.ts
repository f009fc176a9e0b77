/** The vehicle library (SPEC A2): for people who signed in. */
import * as z from 'zod';
import { sortKey } from '../../../../events/core/commit.ts';
import {
  addVehicle,
  clearGarage,
  deleteVehicle,
  garage,
  garageStream,
  keptVehicle,
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

const Command = z.object({ commandId: CommandId.nullish() });
const Which = Command.extend({ vehicleId: VehicleId });

type Decide = (state: GarageState) => GarageEvent[];

/** One command on the caller's garage. */
const onGarage = async (
  { store, newId }: ApiParts,
  { userId, actor }: Principal,
  commandId: string | null | undefined,
  decide: Decide,
) => {
  const context = { commandId: commandId ?? newId(), actor, correlation: newId() };
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
  const { vehicleData, commandId } = parse(Command.extend({ vehicleData: VehicleInput }), args);
  await openAccountOf(parts, principal);
  const outcome = await onGarage(parts, principal, commandId, addVehicle(parts.newId(), vehicleData));
  // a repeated command added it under the id of the first time
  const added = outcome.events.find((event) => event.type === 'VehicleAdded');
  if (!added) throw new InvalidInput('Choose another commandId: this one was used before.', { field: 'commandId' });
  const vehicle = keptVehicle(outcome.state, added.vehicleId);
  return toUserVehicle(principal.userId, vehicle, sortKey('garage', outcome.number));
};

export const updateUserVehicle = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  requireRegistered(principal);
  const { vehicleId, vehicleData, commandId } = parse(Which.extend({ vehicleData: VehicleInput }), args);
  const outcome = await onGarage(parts, principal, commandId, updateVehicle(vehicleId, vehicleData));
  const vehicle = keptVehicle(outcome.state, vehicleId);
  return toUserVehicle(principal.userId, vehicle, sortKey('garage', outcome.number));
};

/** Its sessions stay, without it: whoever reads them looks the vehicle up in the library. */
export const deleteUserVehicle = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  requireRegistered(principal);
  const { vehicleId, commandId } = parse(Which, args);
  await onGarage(parts, principal, commandId, deleteVehicle(vehicleId));
  return true;
};

export const clearAllVehicles = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  requireRegistered(principal);
  await onGarage(parts, principal, parse(Command, args).commandId, clearGarage);
  return true;
};
