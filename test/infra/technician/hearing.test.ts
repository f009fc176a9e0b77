/** What the local technician understands, word by word. */
import { expect, it } from 'vitest';
import { dollars, days, duration, hours } from '../../../infra/local/technician/figures.ts';
import { tellsOfProblem } from '../../../infra/local/technician/hear/general.ts';
import { stateIn } from '../../../infra/local/technician/hear/places.ts';
import { vinTyped, withoutVin } from '../../../infra/local/technician/hear/vin-typed.ts';
import { displayIn, qualityIn } from '../../../infra/local/technician/hear/wishes.ts';

it.each([
  ['I live in Texas', 'TX'],
  ['what would it cost in West Virginia?', 'WV'],
  ['Austin, TX', 'TX'],
  ['somewhere in CA', 'CA'],
  ['OH', 'OH'],
  ['my Chevrolet Colorado is loud', undefined],
  ['OK, IT IS LOUD, OR IS IT ME?', undefined],
  ['the car is old, OK?', undefined],
])('the state in "%s"', (text, state) => expect(stateIn(text)).toBe(state));

it.each([
  ['I want OEM parts', 'oem'],
  ['genuine parts please', 'oem'],
  ['no, non-OEM is fine, go with aftermarket', 'equivalent'],
  ['what are the cheapest parts?', 'budget'],
  ['Two years ago the shop in town had put an OEM battery into it and since then it never started well', undefined],
])('the quality in "%s"', (text, quality) => expect(qualityIn(text)).toBe(quality));

it.each([
  ['just the total please', 'summary'],
  ['break it down for me', 'detailed'],
  ['I had a breakdown on the highway', undefined],
])('how much of the sum in "%s"', (text, display) => expect(displayIn(text)).toBe(display));

it.each([
  ['VIN of my 2015 Honda', undefined],
  ['the VIN is on the door', undefined],
  ['MY VIN IS ON THE DOOR', undefined],
  ['VIN 1M8GDM9AXKP042788 2015 Honda', '1M8GDM9AXKP042788'],
  ['code P0301 and part 90915-YZZD1', undefined],
  ['call 1-800-555-0199', undefined],
  ['https://example.com/1M8GDM9AXKP042788', undefined],
  ['order 8f3a2b1c-9d0e-4f3a-8b1c-9d0e4f3a2b1c', undefined],
  ['1M8GDM9A1KP042788 or rather 1M8GDM9AXKP042788', '1M8GDM9AXKP042788'],
])('the VIN in "%s"', (text, vin) => expect(vinTyped(text)).toBe(vin));

it('takes the VIN out of what it tells other tools', () => {
  expect(withoutVin('It stalls, VIN: 1M8 GDM9A XKP 042788, since May')).toBe('It stalls, VIN: , since May');
  expect(withoutVin('It stalls')).toBe('It stalls');
});

it.each([
  ['handbrake lever comes up too high', true],
  ['no boost', true],
  ['noise when turning', true],
  ['Why does my car lean to one side?', true],
  ['How do I know if an alternator is failing?', true],
  ['When I brake the wheel shakes', true],
  ['Why do cars have two headlights?', false],
  ['Winter tires versus summer tires', false],
  ['Tell me a joke', false],
])('whether "%s" tells of a problem', (text, problem) => expect(tellsOfProblem(text)).toBe(problem));

it('says figures as people do', () => {
  expect(dollars({ low: 180, high: 1_320 })).toBe('$180 to $1,320');
  expect(dollars({ low: 20, high: 20.3 })).toBe('$20');
  expect(hours({ low: 1, high: 2 })).toBe('1 to 2 hours');
  expect(hours({ low: 1.75, high: 1.75 })).toBe('1.8 hours');
  expect(duration({ low: 30, high: 60 })).toBe('30 to 60 minutes');
  expect(duration({ low: 60, high: 120 })).toBe('1 to 2 hours');
  expect([0, 1].map((wait) => days({ low: wait, high: wait }))).toEqual(['the same day', 'the next working day']);
  expect(days({ low: 2, high: 5 })).toBe('2 to 5 working days');
});
