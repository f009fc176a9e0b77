/** What of a vehicle a level shows (SPEC A5). The second wall around it is the level itself. */
import type { EventStore } from '../../events/core/event-store.ts';
import { garage, garageStream, type KeptVehicle } from '../../events/garage/index.ts';
import type { Started } from '../../events/session/index.ts';
import { Restricted } from '../../schemas/errors.ts';
import { Build, type VehicleFacts } from '../../schemas/tools/context.ts';
import type { VinSource } from '../../schemas/tools/vin-processor.ts';
import { isAnonymous, type DiagnosticLevel } from '../../schemas/values.ts';
import type { Basic, Vehicle } from '../../schemas/vehicle.ts';
import { verifiedData, verifiedVin } from '../../schemas/verified-vin.ts';

/**
 * The person's library; a visitor has none. One query, and none for visitors. Throws `PermissionDenied` where the person
 * restricted processing; of visitors, `api` has seen it before.
 */
export const libraryOf = async (store: EventStore, userId: string): Promise<readonly KeptVehicle[]> => {
  if (isAnonymous(userId)) return [];
  const { vehicles, locked } = (await store.load(garage, garageStream(userId))).state;
  if (locked) throw new Restricted();
  return vehicles;
};

/** A VIN does not always tell the model; where it does not, the vehicle goes by its make alone. */
export type SeenVehicle = Omit<Vehicle, 'basic'> & { basic: Omit<Basic, 'model'> & { model?: string } };

/** The VIN that the session decoded says which vehicle it is; without one, the library does. */
const vehicleOf = (
  { vin, vehicleId }: Pick<Started, 'vin' | 'vehicleId'>,
  library: readonly KeptVehicle[],
): SeenVehicle | undefined => {
  if (!vin || vin.savedAs !== undefined) {
    const kept = library.find(({ id }) => id === vehicleId);
    return kept && { basic: kept.basic, nickname: kept.nickname, vin: kept.vin };
  }
  const { year, make, model, trim } = vin.details;
  return {
    basic: { year, make, ...(model === undefined ? {} : { model }), ...(trim === undefined ? {} : { trim }) },
    vin: verifiedVin(vin, vin.at),
  };
};

/** The session's vehicle as a level shows it: nothing at `quick`; a VIN at `precision`, where Dixon decoded it. */
export const seenVehicle = (
  level: DiagnosticLevel,
  state: Pick<Started, 'vin' | 'vehicleId'>,
  library: readonly KeptVehicle[],
): SeenVehicle | undefined => {
  const vehicle = level === 'quick' ? undefined : vehicleOf(state, library);
  if (!vehicle) return undefined;
  const { vin, ...rest } = vehicle;
  return level === 'precision' && vin?.verified ? vehicle : rest;
};

/** The same for tools and prompt: what the VIN says, never the VIN. `vinSource` where it says something. */
export const factsOf = ({ basic, vin }: SeenVehicle): { facts: VehicleFacts; vinSource?: VinSource } => {
  const decoded = verifiedData(vin);
  return decoded ? { facts: { ...basic, ...Build.parse(decoded) }, vinSource: decoded.source } : { facts: basic };
};

/** `2024 Honda Civic`, or `2024 Honda` where the model is not known. */
export const nameOf = ({ year, make, model }: VehicleFacts): string =>
  [year, make, model].filter((part) => part !== undefined).join(' ');
