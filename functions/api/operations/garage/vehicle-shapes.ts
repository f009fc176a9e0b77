/** Vehicles as the API shows and takes them. */
import * as z from 'zod';
import type { KeptVehicle } from '../../../../events/garage/index.ts';
import { Basic, type Vehicle } from '../../../../schemas/vehicle.ts';
import { checkVin } from '../../../../schemas/vin.ts';
import type { SeenVehicle } from '../../../turn/vehicle-context.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** SPEC A7: a VIN that breaks a rule is refused with the position and what was expected there. */
const CheckedVin = z
  .string()
  .max(40)
  .transform((text, context) => {
    const checked = checkVin(text);
    if (checked.ok) return checked.vin;
    for (const { sentence } of checked.problems.slice(0, 1)) context.addIssue({ code: 'custom', message: sentence });
    return z.NEVER;
  });

/** GraphQL sends null for what is left out of an input. */
const orNothing = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined) as unknown as z.ZodOptional<T>;

/** `VehicleInput` of SPEC A10. A VIN that a client brings is not verified, whatever comes with it. */
export const VehicleInput = z
  .object({
    basic: Basic.extend({ trim: orNothing(Basic.shape.trim.unwrap()) }),
    nickname: orNothing(z.string().trim().min(1).max(60)),
    vin: orNothing(
      z.object({ vin: CheckedVin, nhtsa_data: z.string().max(20_000).refine(isJson, 'it must be a JSON string') }),
    ),
  })
  .transform(({ basic, nickname, vin }): Vehicle => {
    const { trim, ...named } = basic;
    return {
      basic: trim === undefined ? named : { ...named, trim },
      ...(nickname === undefined ? {} : { nickname }),
      ...(vin === undefined ? {} : { vin: { vin: vin.vin, nhtsaData: vin.nhtsa_data, verified: false } }),
    };
  });

/** `VehicleData` of SPEC A10. */
export const toVehicleData = ({ basic, nickname, vin }: SeenVehicle) => ({
  basic: { ...basic, model: basic.model ?? '', trim: basic.trim ?? null },
  vin: vin
    ? { vin: vin.vin, nhtsa_data: vin.nhtsaData, verified: vin.verified, lastVerified: vin.lastVerified ?? null }
    : null,
  nickname: nickname ?? null,
});

/** `UserVehicle` of SPEC A10. @param position of the garage's commit that shows it */
export const toUserVehicle = (userId: string, vehicle: KeptVehicle, position: string) => ({
  id: vehicle.id,
  userId,
  vehicleData: toVehicleData(vehicle),
  createdAt: vehicle.createdAt,
  lastUsed: vehicle.lastUsed ?? null,
  usageCount: vehicle.usageCount,
  position,
});
