/** The VIN of a session: decoded, and perhaps saved with a vehicle of the library. */
import { NotFound } from '../../schemas/errors.ts';
import type * as z from 'zod';
import { existing } from './decide.ts';
import type { SessionEvent, VinDecoded } from './events.ts';
import type { DecodedVin, SessionState } from './state.ts';

type Decoding = Omit<z.infer<typeof VinDecoded>, 'type'>;

/** The same VIN, decoded to the same by the same source, is no news. Throws `NotFound` for a session that is not there. */
export const recordVin =
  (decoding: Decoding) =>
  (state: SessionState): SessionEvent[] => {
    const { vin } = existing(state);
    const same =
      vin?.vin === decoding.vin && vin.source === decoding.source && vin.sourceVersion === decoding.sourceVersion;
    return same ? [] : [{ type: 'VinDecoded', ...decoding }];
  };

/** Throws `NotFound` where the session decoded none. */
export const decodedVinOf = (state: SessionState): DecodedVin => {
  const { vin } = existing(state);
  if (!vin) throw new NotFound('decoded VIN');
  return vin;
};

/** The vehicle of the session's VIN is in the library now. Nothing where it was another VIN's meanwhile. */
export const saveVin =
  (vehicleId: string, saved: string) =>
  (state: SessionState): SessionEvent[] => {
    const { vin } = existing(state);
    return vin?.vin === saved && vin.savedAs !== vehicleId ? [{ type: 'VehicleSelected', vehicleId, saved: true }] : [];
  };
