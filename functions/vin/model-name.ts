/**
 * A vehicle's name as its driver says it. vPIC files some under names that nobody uses: a Scion is a Toyota "Scion xB",
 * a Lexus RX 350 is the model "RX" and the trim "350", a BMW 535i keeps its family in another field.
 */
type Named = { make: string; model?: string | undefined; series?: string | undefined; trim?: string | undefined };

/** Brands with badges and dealers of their own, which vPIC files as models of the maker behind them. */
const brands: Readonly<Record<string, readonly string[]>> = { Toyota: ['Scion'], Chevrolet: ['Geo'] };

/** "350", "1500", "450h": half of a name that is said as one, RX 350 and Silverado 1500. */
const NUMBER = /^\d{3,4}[a-z]{0,2}$/i;

/** "5-Series". */
const FAMILY = /^(\d)-series$/i;

const familyOf = (model: string, series: string): string | undefined => {
  const digit = FAMILY.exec(series)?.[1];
  return digit !== undefined && model.startsWith(digit) ? `${digit} Series` : undefined;
};

const withFamilyOrNumber = ({ make, model = '', series = '', trim = '' }: Named, motorcycle: boolean): string => {
  const family = familyOf(model, series);
  if (family !== undefined) return `${family} ${model}`;
  // Harley-Davidson's papers name a motorcycle by its code; the number of any other one is its engine's or its year's
  if (motorcycle) return make === 'Harley-Davidson' && /^[A-Z]{3,}\w*$/.test(series) ? `${model} ${series}` : model;
  const number = [series, trim].find((text) => NUMBER.test(text));
  return number === undefined || model.includes(number) ? model : `${model} ${number}`;
};

/**
 * @param named a make and a model as vPIC has them
 * @param motorcycle whether vPIC calls it one
 * @returns the make and the model that a driver would name; no word is lost and none comes from anywhere else
 */
export const saidName = (named: Named, motorcycle: boolean): { make: string; model?: string } => {
  const { make, model } = named;
  if (model === undefined) return { make };
  const brand = brands[make]?.find((name) => model.startsWith(`${name} `));
  if (brand !== undefined) return { make: brand, model: model.slice(brand.length + 1) };
  return { make, model: withFamilyOrNumber(named, motorcycle) };
};
