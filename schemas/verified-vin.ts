/** A VIN that Dixon decoded, as a vehicle carries it: `nhtsa_data` is then ours, and says where it comes from. */
import * as z from 'zod';
import { VinSource } from './tools/vin-processor.ts';
import type { Vin } from './vehicle.ts';
import { VinDetails } from './vin-details.ts';

export const VerifiedData = z.object({ ...VinDetails.shape, source: VinSource, sourceVersion: z.string() });
export type VerifiedData = z.infer<typeof VerifiedData>;

export type Decoding = { vin: string; details: VinDetails; source: VinSource; sourceVersion: string };

/** @param at when it was decoded, ISO 8601 */
export const verifiedVin = ({ vin, details, source, sourceVersion }: Decoding, at: string): Vin => ({
  vin,
  nhtsaData: JSON.stringify({ ...details, source, sourceVersion } satisfies VerifiedData),
  verified: true,
  lastVerified: at,
});

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // what a client brought may be anything; it counts for nothing
    return undefined;
  }
};

/** What decoding found; undefined for a VIN that only a client vouches for. */
export const verifiedData = (vin: Vin | undefined): VerifiedData | undefined =>
  vin?.verified ? VerifiedData.safeParse(jsonOf(vin.nhtsaData)).data : undefined;
