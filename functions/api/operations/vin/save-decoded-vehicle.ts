/** `saveDecodedVehicle`: the vehicle of a decoded VIN goes into the library (SPEC A7), never a visitor's. */
import * as z from 'zod';
import { sortKey } from '../../../../events/core/commit.ts';
import { addVehicle, garage, garageStream, keptVehicle, type GarageState } from '../../../../events/garage/index.ts';
import { decodedVinOf, readable, saveVin, session, sessionStream } from '../../../../events/session/index.ts';
import { InvalidInput } from '../../../../schemas/errors.ts';
import { CommandId, SessionId } from '../../../../schemas/values.ts';
import type { Vehicle } from '../../../../schemas/vehicle.ts';
import { verifiedVin } from '../../../../schemas/verified-vin.ts';
import { parse } from '../../../runtime/parse.ts';
import { idOfCommand } from '../../ids.ts';
import type { ApiParts } from '../../ports.ts';
import { requireRegistered, type Principal } from '../../principal.ts';
import { openAccountOf } from '../account/open-account.ts';
import { toUserVehicle } from '../garage/vehicle-shapes.ts';

const Arguments = z.object({
  sessionId: SessionId,
  nickname: z.string().trim().min(1).max(60).nullish(),
  /** Where the VIN does not tell the model. */
  model: z.string().trim().min(1).max(60).nullish(),
  commandId: CommandId.nullish(),
});
type Arguments = z.infer<typeof Arguments>;

const vehicleOf = (vin: ReturnType<typeof decodedVinOf>, { nickname, model: given }: Arguments): Vehicle => {
  const { year, make, model = given, trim } = vin.details;
  if (!model) throw new InvalidInput('This VIN does not tell the model. Send it as model.', { field: 'model' });
  return {
    basic: { year, make, model, ...(trim === undefined ? {} : { trim }) },
    ...(nickname ? { nickname } : {}),
    vin: verifiedVin(vin, vin.at),
  };
};

const withVin = ({ vehicles }: GarageState, vin: string): string | undefined =>
  vehicles.find((vehicle) => vehicle.vin?.vin === vin && vehicle.vin.verified)?.id;

/**
 * The session goes on with the saved vehicle. One that is in the library already is not saved twice.
 * Throws `NotFound` where the session decoded no VIN, `QuotaExceeded` for the eleventh vehicle, `PermissionDenied`.
 */
export const saveDecodedVehicle = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  requireRegistered(principal);
  const given = parse(Arguments, args);
  const { store, newId, now } = parts;
  const { userId, actor } = principal;
  const address = sessionStream(userId, given.sessionId);
  const { state } = await store.load(session, address, { consistent: true });
  const vin = decodedVinOf(readable(userId, state, now()));
  const vehicle = vehicleOf(vin, given);
  const commandId = given.commandId ?? newId();
  const context = { commandId, actor, correlation: idOfCommand(userId, commandId) };
  await openAccountOf(parts, principal);
  const saved = await store.execute(garage, garageStream(userId), context, (library) =>
    withVin(library, vin.vin) === undefined ? addVehicle(context.correlation, vehicle)(library) : [],
  );
  const kept = keptVehicle(saved.state, withVin(saved.state, vin.vin) ?? context.correlation);
  await store.execute(session, address, { ...context, commandId: `saved/${kept.id}` }, saveVin(kept.id, vin.vin));
  return toUserVehicle(userId, kept, sortKey('garage', saved.number));
};
