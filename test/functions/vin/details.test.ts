import { describe, expect, it } from 'vitest';
import { detailsOf } from '../../../functions/vin/details.ts';
import type { VpicValues } from '../../../functions/vin/vpic-words.ts';
import { VinDetails } from '../../../schemas/vin-details.ts';

const told = (values: VpicValues) => detailsOf({ make: 'Ford', ...values }, 2015);

describe('the fuel', () => {
  it.each<[VpicValues, string | undefined]>([
    [{ fuel: 'Gasoline' }, 'petrol'],
    [{ fuel: 'Diesel' }, 'diesel'],
    [{ fuel: 'Electric' }, 'electric'],
    [{ fuel: 'Electric', electrification: 'BEV (Battery Electric Vehicle)' }, 'electric'],
    [{ fuel: 'Gasoline', secondFuel: 'Electric' }, 'hybrid'],
    [{ fuel: 'Electric', secondFuel: 'Gasoline' }, 'hybrid'],
    [{ fuel: 'Gasoline', electrification: 'PHEV (Plug-in Hybrid Electric Vehicle)' }, 'hybrid'],
    [{ fuel: 'Gasoline', trim: 'Hybrid Touring' }, 'hybrid'],
    [{ fuel: 'Gasoline', secondFuel: 'Ethanol (E85)' }, 'flex'],
    [{ fuel: 'Flexible Fuel Vehicle (FFV)' }, 'flex'],
    [{ fuel: 'Compressed Natural Gas (CNG)' }, 'gas'],
    [{ fuel: 'Liquefied Petroleum Gas (propane or LPG)' }, 'gas'],
    [{ fuel: 'Compressed Hydrogen/Hydrogen' }, 'hydrogen'],
    [{ fuel: 'Electric', electrification: 'FCEV (Fuel Cell Electric Vehicle)' }, 'hydrogen'],
    [{ fuel: 'Not Applicable' }, undefined],
  ])('%j is %s', (values, fuel) => expect(told(values)?.engine?.fuel).toBe(fuel));
});

describe('what drives it', () => {
  it.each<[VpicValues, string | undefined]>([
    [{ drive: 'FWD/Front-Wheel Drive' }, 'front'],
    [{ drive: 'RWD/Rear-Wheel Drive' }, 'rear'],
    [{ drive: 'AWD/All-Wheel Drive' }, 'all'],
    [{ drive: '4WD/4-Wheel Drive/4x4' }, 'all'],
    [{ drive: '4x2' }, undefined],
    [{ drive: '2WD/4WD' }, undefined],
    [{ trim: 'quattro Premium Plus' }, 'all'],
    [{ trim: 'FE FWD ADVTG' }, 'front'],
    [{ trim: 'S (2WD), 4S (4WD)' }, undefined],
    [{ drive: 'RWD/Rear-Wheel Drive', trim: 'xDrive' }, 'rear'],
  ])('%j is %s', (values, drive) => expect(told(values)?.drive).toBe(drive));
});

it.each([
  ['Manual/Standard', 'manual'],
  ['Automatic', 'automatic'],
  ['Dual-Clutch Transmission (DCT)', 'automatic'],
  ['Automated Manual Transmission (AMT)', 'automatic'],
  ['Electronic Continuously Variable (e-CVT)', 'cvt'],
  ['Motorcycle - Chain Drive', undefined],
])('the transmission %s is %s', (transmission, expected) =>
  expect(told({ transmission })?.transmission).toBe(expected),
);

it.each<[VpicValues, number | undefined]>([
  [{ displacementL: '2.4' }, 2.4],
  [{ displacementCc: '1984' }, 2],
  [{ displacementCc: '249' }, 0.25],
  [{ displacementL: '0' }, undefined],
  [{ displacementL: 'TBD' }, undefined],
])('an engine of %j has %s litres', (values, litres) => expect(told(values)?.engine?.displacementL).toBe(litres));

it('what is not known is absent, not undefined', () => {
  expect(Object.keys(told({ doors: '0', cylinders: 'TBD', model: ' ', horsepower: '-1' }) ?? {})).toEqual([
    'year',
    'make',
  ]);
});

it('without a make there is nothing to say', () => expect(detailsOf({ model: 'Focus' }, 2015)).toBeUndefined());

it('whatever vPIC says, it fits', () => {
  const long = 'X1 '.repeat(60);
  const values = { make: long, model: long, trim: long, series: long, bodyClass: long, plantCountry: `${long}\nB` };
  expect(() => VinDetails.parse(told(values))).not.toThrow();
});
