/**
 * What vPIC's words mean in ours. Words that mean none of ours answer undefined: what is not known is never guessed.
 */
import type { Build } from '../../schemas/tools/context.ts';

const texts = [
  'make',
  'model',
  'series',
  'trim',
  'bodyClass',
  'vehicleType',
  'cylinders',
  'displacementL',
  'displacementCc',
  'fuel',
  'secondFuel',
  'electrification',
  'otherEngine',
  'turbo',
  'horsepower',
  'drive',
  'transmission',
  'doors',
  'plantCountry',
] as const;

/** Values as vPIC writes them: "Gasoline", "4x2", "2.4". An empty text is as good as none. */
export type VpicValues = Partial<Record<(typeof texts)[number], string | null | undefined>>;

/** The same, tidy: nothing empty, no line breaks. */
export type VpicTexts = Partial<Record<(typeof texts)[number], string>>;

type Fuel = NonNullable<NonNullable<Build['engine']>['fuel']>;
type Drive = NonNullable<Build['drive']>;

export const tidy = (values: VpicValues): VpicTexts =>
  Object.fromEntries(
    texts.flatMap((name) => {
      const text = values[name]?.replaceAll(/\s+/g, ' ').trim();
      return text && text !== 'Not Applicable' ? [[name, text]] : [];
    }),
  );

/** A number within bounds; vPIC has slips such as 0 doors. */
export const numberIn = (text: string | undefined, low: number, high: number): number | undefined => {
  const value = Number(text ?? NaN);
  return value >= low && value <= high ? value : undefined;
};

const fuels: [RegExp, Fuel][] = [
  [/hydrogen|fuel cell/i, 'hydrogen'],
  [/flexible|ethanol|methanol/i, 'flex'],
  [/natural gas|petroleum gas/i, 'gas'],
  [/diesel/i, 'diesel'],
  [/electric/i, 'electric'],
  [/gasoline/i, 'petrol'],
];
const fuelNamed = (text = ''): Fuel | undefined => fuels.find(([words]) => words.test(text))?.[1];

/** A car with two sources of power is a hybrid, whichever of them vPIC calls the primary one. */
export const fuelOf = ({
  fuel,
  secondFuel,
  electrification = '',
  otherEngine = '',
  model = '',
  trim = '',
}: VpicTexts): Fuel | undefined => {
  const [first, second] = [fuelNamed(fuel), fuelNamed(secondFuel)];
  if (/FCEV/.test(electrification)) return 'hydrogen';
  if (/BEV/.test(electrification)) return 'electric';
  if (/HEV/.test(electrification) || /hybrid|\bP?HEV\b/i.test(`${model} ${trim} ${otherEngine}`)) return 'hybrid';
  if (second !== undefined && first !== second && [first, second].includes('electric')) return 'hybrid';
  return first === 'petrol' && second === 'flex' ? 'flex' : first;
};

/** In litres, to the tenth as people say it (1,984 cm³ are 2.0), to the hundredth for a small motorcycle. */
export const displacementOf = ({ displacementL, displacementCc }: VpicTexts): number | undefined => {
  const litres = numberIn(displacementL, 0.01, 20);
  const cc = numberIn(displacementCc, 10, 20_000);
  const value = litres ?? (cc === undefined ? undefined : cc / 1_000);
  if (value === undefined) return undefined;
  const steps = value < 0.95 ? 100 : 10;
  return Math.round(value * steps) / steps;
};

/** With makers' own words for it, since the embedded database says it in the trim only: "quattro Premium". */
const drives: [RegExp, Drive][] = [
  [/AWD|4WD|4x4|all-wheel|xdrive|quattro|4matic|4motion/i, 'all'],
  [/FWD|front-wheel/i, 'front'],
  [/RWD|rear-wheel/i, 'rear'],
];

/** "S (2WD), 4S (4WD)" and "2WD/4WD" leave it open; "4x2" does not say which two. */
export const driveOf = ({ drive, trim = '', series = '' }: VpicTexts): Drive | undefined => {
  const text = drive ?? `${series} ${trim}`;
  const found = drives.filter(([words]) => words.test(text));
  return found.length === 1 && !/2WD/i.test(text) ? found[0]![1] : undefined;
};

export const transmissionOf = ({ transmission = '' }: VpicTexts): Build['transmission'] => {
  if (/CVT/.test(transmission)) return 'cvt';
  if (/^manual/i.test(transmission)) return 'manual';
  return /^automat|dual-clutch/i.test(transmission) ? 'automatic' : undefined;
};
