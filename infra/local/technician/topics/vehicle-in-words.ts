/** What a VIN says of a vehicle, in words. What the source does not know is left out. */
import type { VinDetails } from '../../../../schemas/vin-details.ts';
import { vehicleName } from '../known.ts';
import { listed } from '../words.ts';

const numbers = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', '', 'twelve'];

const fuels: Record<NonNullable<NonNullable<VinDetails['engine']>['fuel']>, string> = {
  petrol: 'gasoline',
  diesel: 'diesel',
  hybrid: 'hybrid',
  electric: 'electric',
  flex: 'flex-fuel',
  gas: 'natural-gas',
  hydrogen: 'hydrogen',
};

const drives: Record<NonNullable<VinDetails['drive']>, string> = {
  front: 'front-wheel drive',
  rear: 'rear-wheel drive',
  all: 'all-wheel drive',
};

const transmissions: Record<NonNullable<VinDetails['transmission']>, string> = {
  manual: 'a manual transmission',
  automatic: 'an automatic transmission',
  cvt: 'a continuously variable transmission',
};

/** "a turbocharged 1.5-liter four-cylinder gasoline engine" */
const engineInWords = ({ cylinders, displacementL, fuel, turbo }: NonNullable<VinDetails['engine']>): string => {
  if (fuel === 'electric') return 'an electric motor';
  const words = [
    ...(turbo ? ['turbocharged'] : []),
    ...(displacementL === undefined ? [] : [`${displacementL.toFixed(1)}-liter`]),
    ...(cylinders === undefined ? [] : [`${numbers[cylinders] || cylinders}-cylinder`]),
    ...(fuel === undefined ? [] : [fuels[fuel]]),
    'engine',
  ].join(' ');
  return `${/^8|^1[18][.-]|^eight|^eleven/.test(words) ? 'an' : 'a'} ${words}`;
};

/** "a 2019 Honda Civic with a 2.0-liter four-cylinder gasoline engine and front-wheel drive" */
export const vehicleInWords = (details: VinDetails): string => {
  const { engine, drive, transmission } = details;
  const features = [
    ...(engine === undefined ? [] : [engineInWords(engine)]),
    ...(transmission === undefined ? [] : [transmissions[transmission]]),
    ...(drive === undefined ? [] : [drives[drive]]),
  ];
  const name = vehicleName(details);
  return features.length === 0 ? `a ${name}` : `a ${name} with ${listed(features)}`;
};
