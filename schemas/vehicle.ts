/** A vehicle as a person describes it (SPEC A2). */
import * as z from 'zod';
import { Instant, VehicleId } from './values.ts';

const Name = z.string().trim().min(1).max(60);

/** The first year that vPIC knows; next year's models are sold this year, and the year after is some margin. */
export const FIRST_YEAR = 1950;
export const LAST_YEAR = 2035;

export const Basic = z.object({
  year: z.number().int().min(FIRST_YEAR).max(LAST_YEAR),
  make: Name,
  model: Name,
  trim: Name.optional(),
});
export type Basic = z.infer<typeof Basic>;

/** 17 characters without I, O and Q. The check digit is the decoder's business. */
export const VinText = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-HJ-NPR-Z0-9]{17}$/, 'a VIN has 17 letters and digits, and never I, O or Q');

export const Vin = z.object({
  vin: VinText,
  /** What the decoder said, as JSON text. */
  nhtsaData: z.string().max(20_000),
  /** Whether Dixon decoded it itself; what a client brings counts for nothing before that. */
  verified: z.boolean(),
  lastVerified: z.string().optional(),
});
export type Vin = z.infer<typeof Vin>;

export const Vehicle = z.object({
  basic: Basic,
  nickname: z.string().trim().min(1).max(60).optional(),
  vin: Vin.optional(),
});
export type Vehicle = z.infer<typeof Vehicle>;

/** A vehicle of a person's library. */
export const KeptVehicle = Vehicle.extend({
  id: VehicleId,
  createdAt: Instant,
  lastUsed: Instant.optional(),
  /** Sessions started with it. */
  usageCount: z.int().min(0),
});
export type KeptVehicle = z.infer<typeof KeptVehicle>;

/** `2024 Honda Civic`. */
export const vehicleName = ({ year, make, model }: Pick<Basic, 'year' | 'make' | 'model'>): string =>
  `${year} ${make} ${model}`;
