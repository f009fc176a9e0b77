/**
 * How vPIC decodes, as its own procedures `spVinDecode` and `spVinDecode_Core` do it (published with the database).
 *
 * The first three characters name a maker (six where the third is 9: a small one). A maker has schemas, each for a span
 * of model years; a schema has patterns. A pattern holds keys for positions 4 to 8 and 10 to 17, such as `CM5*[2-4]` or
 * `*****|*A`, and says one thing of every VIN that begins so. Of several patterns that speak of the same thing, the
 * schema that began last counts, then the pattern that was changed last.
 */
import type { VpicValues } from '../../vin/vpic-words.ts';

type Meaning = { name: keyof VpicValues; lookup?: string };

/** The elements of vPIC that become `VinDetails`, by their ids, and the table that spells their values out. */
export const meanings: Readonly<Record<number, Meaning>> = {
  5: { name: 'bodyClass', lookup: 'BodyStyle' },
  9: { name: 'cylinders' },
  11: { name: 'displacementCc' },
  13: { name: 'displacementL' },
  14: { name: 'doors' },
  15: { name: 'drive', lookup: 'DriveType' },
  24: { name: 'fuel', lookup: 'FuelType' },
  34: { name: 'series' },
  37: { name: 'transmission', lookup: 'Transmission' },
  38: { name: 'trim' },
  66: { name: 'secondFuel', lookup: 'FuelType' },
  71: { name: 'horsepower' },
  75: { name: 'plantCountry', lookup: 'Country' },
  126: { name: 'electrification', lookup: 'ElectrificationLevel' },
  129: { name: 'otherEngine' },
  135: { name: 'turbo', lookup: 'Turbo' },
};

/** The element that names an engine, about which another table says more. */
export const ENGINE_MODEL = 18;
export const MODEL = 28;

/** What one pattern says. `keys` are those of the pattern: the formula ones say it with the VIN's own characters. */
export type Said = { element: number; value: string; keys: string };

export const wmiOf = (vin: string): string => (vin[2] === '9' ? vin.slice(0, 3) + vin.slice(11, 14) : vin.slice(0, 3));

/** What the keys of patterns are held against. */
export const keyOf = (vin: string): string => `${vin.slice(3, 8)}|${vin.slice(9)}`;

/** A formula such as `**#` says the characters below its `#`, whatever its value. */
const valueOf = ({ keys, value }: Said, key: string): string =>
  keys.includes('#') ? key.slice(keys.indexOf('#'), keys.lastIndexOf('#') + 1) : value;

/**
 * @param said what the matching patterns say, in the order of their weight
 * @returns one value for each element: the first one, and that of a formula only where nothing else speaks
 */
export const settled = (said: readonly Said[], key: string): Map<number, string> => {
  const formulasLast = [...said].sort((a, b) => Number(a.keys.includes('#')) - Number(b.keys.includes('#')));
  const values = new Map<number, string>();
  for (const one of formulasLast) if (!values.has(one.element)) values.set(one.element, valueOf(one, key));
  return values;
};
