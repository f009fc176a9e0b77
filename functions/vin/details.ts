/** From the values of vPIC, which NHTSA's service and the embedded database share, to `VinDetails`. */
import type { VinDetails } from '../../schemas/vin-details.ts';
import { saidName } from './model-name.ts';
import * as words from './vpic-words.ts';

/** The longest text that `VinDetails` holds. */
const LONGEST = 60;

/** Names that are spelled in capitals. Whatever else is in capitals, only vPIC spells so. */
const INITIALS = new Set(['BMW', 'GMC', 'MG', 'AMC', 'BYD', 'KTM', 'UD', 'USA', 'MPV', 'LSV']);

const capitalised = (text: string): string =>
  text === text.toUpperCase()
    ? text.replaceAll(/[A-Z]+/g, (word) => (INITIALS.has(word) ? word : word[0]! + word.slice(1).toLowerCase()))
    : text;

const clipped = (text: string | undefined): string | undefined => text?.slice(0, LONGEST).trim();

const whole = (text: string | undefined, high: number): number | undefined => {
  const value = words.numberIn(text, 1, high);
  return value === undefined ? undefined : Math.trunc(value);
};

/** Absent rather than undefined, so that a repeated decoding is the same fact to the letter. */
const present = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;

const engineOf = (texts: words.VpicTexts): VinDetails['engine'] => {
  const engine = present({
    cylinders: whole(texts.cylinders, 16),
    displacementL: words.displacementOf(texts),
    fuel: words.fuelOf(texts),
    turbo: { Yes: true, No: false }[texts.turbo ?? ''],
  });
  return Object.keys(engine).length > 0 ? engine : undefined;
};

/**
 * @param values as vPIC writes them
 * @param year the model year, 1950 to 2035
 * @returns undefined where vPIC names no make: it does not know the vehicle
 */
export const detailsOf = (values: words.VpicValues, year: number): VinDetails | undefined => {
  const texts = words.tidy(values);
  if (texts.make === undefined) return undefined;
  const vehicleType = texts.vehicleType && capitalised(texts.vehicleType);
  const said = saidName({ ...texts, make: capitalised(texts.make) }, vehicleType === 'Motorcycle');
  return present({
    year,
    make: said.make.slice(0, LONGEST),
    model: clipped(said.model),
    trim: clipped(texts.trim),
    series: clipped(texts.series),
    bodyClass: clipped(texts.bodyClass),
    vehicleType: clipped(vehicleType),
    engine: engineOf(texts),
    drive: words.driveOf(texts),
    transmission: words.transmissionOf(texts),
    horsepower: words.numberIn(texts.horsepower, 1, 3_000),
    doors: whole(texts.doors, 8),
    plantCountry: clipped(texts.plantCountry && capitalised(texts.plantCountry)),
  });
};
