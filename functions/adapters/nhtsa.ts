/**
 * NHTSA's own decoder over the internet (SPEC A7): vPIC's service, free and without a key.
 *
 * The VIN stands in the address and comes back in the answer. So no error of this file carries either, nor a cause that
 * quotes them, as `JSON.parse` does.
 */
import * as z from 'zod';
import { NhtsaUnavailable } from '../../schemas/errors.ts';
import { FIRST_YEAR, LAST_YEAR } from '../../schemas/vehicle.ts';
import { detailsOf } from '../vin/details.ts';
import type { VinDecoder } from '../vin/ports.ts';

export const NHTSA_API = 'https://vpic.nhtsa.dot.gov/api';

/** It answers in well under a second; decode-vin gives it 5 seconds with a second attempt elsewhere. */
const TIMEOUT_MS = 3_000;

/** An answer has some 6 kB. What is larger than this is not NHTSA's. */
const LARGEST_BYTES = 1_000_000;

/**
 * Error codes after which nothing it says holds: a wrong check digit (1), too short (6), an unknown maker (7), a wrong
 * model year (11), characters that no VIN has (400). The others, such as 14, only say that some positions told nothing.
 */
const UNKNOWN = new Set(['1', '6', '7', '11', '400']);

const Value = z.string().nullish();

/** The fields of `DecodeVinValues` that we read, by NHTSA's names; it sends some 150. */
const Result = z.object({
  ErrorCode: z.string().max(100),
  ModelYear: z.string().max(20).nullish(),
  Make: Value,
  Model: Value,
  Series: Value,
  Trim: Value,
  BodyClass: Value,
  VehicleType: Value,
  EngineCylinders: Value,
  DisplacementL: Value,
  DisplacementCC: Value,
  FuelTypePrimary: Value,
  FuelTypeSecondary: Value,
  ElectrificationLevel: Value,
  OtherEngineInfo: Value,
  Turbo: Value,
  EngineHP: Value,
  DriveType: Value,
  TransmissionStyle: Value,
  Doors: Value,
  PlantCountry: Value,
});
type Result = z.infer<typeof Result>;

const Answer = z.object({ Results: z.array(Result).length(1) });

const valuesOf = (said: Result) => ({
  make: said.Make,
  model: said.Model,
  series: said.Series,
  trim: said.Trim,
  bodyClass: said.BodyClass,
  vehicleType: said.VehicleType,
  cylinders: said.EngineCylinders,
  displacementL: said.DisplacementL,
  displacementCc: said.DisplacementCC,
  fuel: said.FuelTypePrimary,
  secondFuel: said.FuelTypeSecondary,
  electrification: said.ElectrificationLevel,
  otherEngine: said.OtherEngineInfo,
  turbo: said.Turbo,
  horsepower: said.EngineHP,
  drive: said.DriveType,
  transmission: said.TransmissionStyle,
  doors: said.Doors,
  plantCountry: said.PlantCountry,
});

/** The body as text, read no further than the limit. */
const textOf = async (body: ReadableStream<Uint8Array> | null): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > LARGEST_BYTES) throw new NhtsaUnavailable('answer too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const parsed = (text: string): Result => {
  try {
    return Answer.parse(JSON.parse(text)).Results[0]!;
  } catch {
    throw new NhtsaUnavailable('answer of another form');
  }
};

const asked = async (url: URL, timeoutMs: number): Promise<Result> => {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new NhtsaUnavailable(`status ${response.status}`);
    }
    return parsed(await textOf(response.body));
  } catch (error) {
    if (error instanceof NhtsaUnavailable) throw error;
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    throw new NhtsaUnavailable(timedOut ? 'no answer in time' : 'no connection');
  }
};

/**
 * @param baseUrl where the service is, without the operation
 * @param timeoutMs for one request, the body included
 * @param now the current instant, ISO 8601: the service names no edition of its own, so the day of the answer is one
 * @returns the port; throws `NhtsaUnavailable` for every failure, and never asks a second time by itself
 */
export const createNhtsaDecoder = ({
  baseUrl = NHTSA_API,
  timeoutMs = TIMEOUT_MS,
  now,
}: {
  baseUrl?: string;
  timeoutMs?: number;
  now: () => string;
}): VinDecoder => {
  const base = new URL(`${baseUrl.replace(/\/$/, '')}/vehicles/DecodeVinValues/`);
  return {
    source: 'nhtsa',
    decode: async (vin) => {
      const result = await asked(new URL(`${encodeURIComponent(vin)}?format=json`, base), timeoutMs);
      const year = Number(result.ModelYear);
      if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR) return undefined;
      if (result.ErrorCode.split(',').some((code) => UNKNOWN.has(code.trim()))) return undefined;
      const details = detailsOf(valuesOf(result), year);
      return details && { details, sourceVersion: `vPIC on ${now().slice(0, 10)}` };
    },
  };
};
