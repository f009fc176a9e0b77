/** What a VIN says of a vehicle, whoever decoded it. What the source does not know is absent, never guessed. */
import * as z from 'zod';
import { Build } from './tools/context.ts';
import { FIRST_YEAR, LAST_YEAR } from './vehicle.ts';

const Text = z.string().trim().min(1).max(60);

export const VinDetails = z.object({
  year: z.number().int().min(FIRST_YEAR).max(LAST_YEAR),
  make: Text,
  model: Text.optional(),
  trim: Text.optional(),
  series: Text.optional(),
  bodyClass: Text.optional(),
  vehicleType: Text.optional(),
  ...Build.shape,
  horsepower: z.number().positive().max(3000).optional(),
  doors: z.number().int().min(1).max(8).optional(),
  plantCountry: Text.optional(),
});
export type VinDetails = z.infer<typeof VinDetails>;
