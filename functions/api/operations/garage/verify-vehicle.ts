/** A VIN that a client brings is decoded again before it counts as verified (SPEC A10). */
import { garage, garageStream, keptVehicle, type GarageState } from '../../../../events/garage/index.ts';
import { DixonError } from '../../../../schemas/errors.ts';
import type { DecodeVinInput } from '../../../../workflows/decode-vin/contract.ts';
import { idOfCommand } from '../../ids.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { sortKey } from '../../../../events/core/commit.ts';
import { toUserVehicle } from './vehicle-shapes.ts';

type Place = { state: GarageState; number: number };

/** Whether it could be decoded now. */
const decoded = async ({ decodeVin }: ApiParts, input: DecodeVinInput): Promise<boolean> => {
  try {
    await decodeVin(input);
    return true;
  } catch (error) {
    // a VIN that nobody knows, or nobody to ask: the vehicle stays as the client described it
    if (error instanceof DixonError) return false;
    throw error;
  }
};

/**
 * The vehicle as the library has it once its VIN was decoded. A VIN that cannot be decoded now leaves it unverified, and
 * the vehicle is saved all the same: what was asked for was the vehicle.
 * @param commandId of the command that brought the VIN, so that a repeat finds the first decoding
 * @param saved the library after that command
 */
export const verifiedVehicle = async (
  parts: ApiParts,
  { userId, actor }: Principal,
  commandId: string,
  vehicleId: string,
  saved: Place,
) => {
  const { vin } = keptVehicle(saved.state, vehicleId);
  const request = {
    userId,
    into: { vehicleId },
    commandId: idOfCommand(userId, `${commandId}/vin`),
    actor,
    method: 'manual' as const,
  };
  const verified = vin && !vin.verified && (await decoded(parts, { ...request, vin: vin.vin }));
  const place = verified ? await parts.store.load(garage, garageStream(userId), { consistent: true }) : saved;
  return toUserVehicle(userId, keptVehicle(place.state, vehicleId), sortKey('garage', place.number));
};
