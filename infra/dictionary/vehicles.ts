/** Vehicles as decoders describe them, for samples: what is common stands often. */
import { checkDigitOf } from '../../schemas/vin.ts';
import type { VinDetails } from '../../schemas/vin-details.ts';

export const SOURCE_VERSION = 'corgi 2.0.1, vPIC 2026-02-17';

/** Keeps every rule; no such vehicle was built. */
export const madeUpVin = (index: number): string => {
  const start = ['1HGCM826', '2T1BURHE', '1FTEW1EP', '3N1AB7AP', '5NPE24AF', '1C4RJFBG', 'WBA8E9G5', 'JM3KFBCM'][
    index % 8
  ]!;
  const end = `${'DEFGHJKLMNPR'[index % 12]!}A${String(100_000 + 7919 * index).slice(-6)}`;
  return `${start}${checkDigitOf(`${start}0${end}`)}${end}`;
};

const built = (year: number, make: string, model: string, more: Partial<VinDetails>): VinDetails => ({
  year,
  make,
  model,
  vehicleType: 'Passenger Car',
  plantCountry: 'United States (USA)',
  doors: 4,
  ...more,
});
const engine = (cylinders: number, displacementL: number) => ({
  engine: { cylinders, displacementL, fuel: 'petrol' as const },
});
const suv = {
  bodyClass: 'Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV)',
  vehicleType: 'Multipurpose Passenger Vehicle (MPV)',
};

export const vehicles: readonly VinDetails[] = [
  built(2013, 'Honda', 'Accord', { trim: 'EX-L', bodyClass: 'Sedan/Saloon', ...engine(4, 2.4) }),
  built(2014, 'Toyota', 'Corolla', {
    trim: 'LE',
    bodyClass: 'Sedan/Saloon',
    ...engine(4, 1.8),
    plantCountry: 'Canada',
  }),
  built(2015, 'Ford', 'F-150', {
    series: 'F-Series',
    bodyClass: 'Pickup',
    vehicleType: 'Truck',
    engine: { cylinders: 6, displacementL: 3.5, fuel: 'petrol', turbo: true },
    drive: 'all',
    horsepower: 375,
  }),
  built(2016, 'Nissan', 'Sentra', {
    bodyClass: 'Sedan/Saloon',
    ...engine(4, 1.8),
    plantCountry: 'Mexico',
    drive: 'front',
    transmission: 'cvt',
  }),
  built(2017, 'Hyundai', 'Sonata', { trim: 'SE', bodyClass: 'Sedan/Saloon', ...engine(4, 2.4) }),
  built(2018, 'Jeep', 'Grand Cherokee', {
    series: 'Limited',
    ...suv,
    ...engine(6, 3.6),
    drive: 'all',
    transmission: 'automatic',
  }),
  built(2019, 'BMW', '3 Series 330i', {
    series: '3-Series',
    bodyClass: 'Sedan/Saloon',
    ...engine(4, 2),
    drive: 'rear',
    plantCountry: 'Germany',
  }),
  built(2020, 'Mazda', 'CX-5', { ...suv, ...engine(4, 2.5), plantCountry: 'Japan', drive: 'front' }),
  built(2021, 'Chevrolet', 'Silverado 1500', {
    bodyClass: 'Pickup',
    vehicleType: 'Truck',
    ...engine(8, 5.3),
    series: '1500',
  }),
  built(2022, 'Tesla', 'Model 3', { bodyClass: 'Sedan/Saloon', engine: { fuel: 'electric' }, drive: 'rear' }),
  built(2012, 'Subaru', 'Outback', { bodyClass: 'Wagon', ...engine(4, 2.5), drive: 'all', transmission: 'cvt' }),
  built(2011, 'Volkswagen', 'Jetta', {
    bodyClass: 'Sedan/Saloon',
    engine: { cylinders: 4, displacementL: 2, fuel: 'diesel', turbo: true },
    plantCountry: 'Mexico',
  }),
];
