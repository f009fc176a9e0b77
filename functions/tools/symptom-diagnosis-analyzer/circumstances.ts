/** What is known of the car and where it is driven: from the session's vehicle, and from the driver's words beside it. */
import type { Likelier } from '../../../schemas/knowledge.ts';
import type { ToolContext } from '../../../schemas/tools/context.ts';

export type Engine = Extract<Likelier['when'], { engine: unknown }>['engine'];
export type Drivetrain = Extract<Likelier['when'], { drivetrain: unknown }>['drivetrain'];
export type Climate = Extract<Likelier['when'], { climate: unknown }>['climate'];

/** Every field is absent, or lacks a value, where nobody said. */
export type Circumstances = {
  readonly year?: number | undefined;
  readonly ageYears?: number | undefined;
  readonly mileage?: number | undefined;
  readonly fuel?: Exclude<Engine, 'turbo'> | undefined;
  readonly turbo?: boolean | undefined;
  readonly drive?: 'front' | 'rear' | 'all' | undefined;
  readonly transmission?: 'manual' | 'automatic' | 'cvt' | undefined;
  readonly climates: readonly Climate[];
};

/** "87,000 miles", "140k miles", "140k" */
const MILEAGE = /\b(?:(\d{1,3})[,.]?(\d{3})|(\d{2,3})\s?k)\s*(?:miles|mi|mls)?\b/gi;
const MODEL_YEAR = /\b(19[89]\d|20[0-3]\d)\b(?!\s*(?:rpm|miles|mi|psi))/i;
const FIRST_MILEAGE = 1_000;
const LAST_MILEAGE = 600_000;

const ELECTRIC =
  /\b(?:taycan|model [3sxy]|leaf|bolt ev|mach-?e|ioniq 5|ioniq 6|ev6|ev9|id\.?4|i-pace|e-tron|lightning)\b/i;
const HYBRID = /\b(?:hybrid|phev|4xe|prius|plug-in)\b/i;
const climateWords: readonly (readonly [Climate, RegExp])[] = [
  ['cold', /\b(?:winter|freezing|below zero|snow(?:ing|y)?|icy|cold weather|cold outside|cold morning)\b/i],
  ['hot', /\b(?:summer|heat wave|hot weather|hot outside|hot days?|desert|arizona|100 degrees)\b/i],
  ['salt', /\b(?:road salt|salted|salty|rust belt|near the (?:sea|ocean|coast)|salt)\b/i],
  ['wet', /\b(?:rain(?:s|y|ing|ed)?|humid|flood(?:ed)?|wet weather|car wash)\b/i],
];

const mileageIn = (text: string): number | undefined => {
  const found = [...text.matchAll(MILEAGE)]
    .filter(([match, , , short]) => short !== undefined || /mi|,/i.test(match))
    .map(([, thousands, rest, short]) => (short === undefined ? Number(`${thousands}${rest}`) : Number(short) * 1000))
    .filter((miles) => miles >= FIRST_MILEAGE && miles <= LAST_MILEAGE);
  return found.length === 0 ? undefined : Math.max(...found);
};

const fuelIn = (text: string): Circumstances['fuel'] => {
  if (HYBRID.test(text)) return 'hybrid';
  if (ELECTRIC.test(text)) return 'electric';
  return /\bdiesel\b/i.test(text) ? 'diesel' : undefined;
};

const transmissionIn = (text: string): Circumstances['transmission'] => {
  if (/\bcvt\b/i.test(text)) return 'cvt';
  return /\b(?:stick shift|manual transmission|clutch pedal)\b/i.test(text) ? 'manual' : undefined;
};

const fuels: Readonly<Record<string, Circumstances['fuel']>> = {
  petrol: 'petrol',
  flex: 'petrol',
  gas: 'petrol',
  diesel: 'diesel',
  hybrid: 'hybrid',
  electric: 'electric',
};

/** @param context the session's vehicle counts before the text, which may speak of another car */
export const circumstancesOf = (text: string, context?: Pick<ToolContext, 'today' | 'vehicle'>): Circumstances => {
  const vehicle = context?.vehicle;
  const said = MODEL_YEAR.exec(text)?.[1];
  const year = vehicle?.year ?? (said === undefined ? undefined : Number(said));
  const named = vehicle ? [vehicle.model, vehicle.trim ?? ''].join(' ') : text;
  return {
    year,
    ageYears: year !== undefined && context ? Number(context.today.slice(0, 4)) - year : undefined,
    mileage: mileageIn(text),
    fuel: fuels[vehicle?.engine?.fuel ?? ''] ?? fuelIn(named) ?? fuelIn(text),
    turbo: vehicle?.engine?.turbo ?? (/\bturbo/i.test(named) ? true : undefined),
    drive: vehicle?.drive ?? (/\b(?:awd|4wd|4x4|all wheel drive|four wheel drive)\b/i.test(text) ? 'all' : undefined),
    transmission: vehicle?.transmission ?? transmissionIn(text),
    climates: climateWords.flatMap(([climate, words]) => (words.test(text) ? [climate] : [])),
  };
};
