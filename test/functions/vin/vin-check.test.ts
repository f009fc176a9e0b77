import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigitOf, checkVin, modelYearOf, modelYearsOf } from '../../../schemas/vin.ts';
import { CIVIC, madeUp } from './made-up.ts';

const CHARACTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
const YEARS = 'ABCDEFGHJKLMNPRSTVWXY123456789';

const characters = (from: string, count: number) =>
  fc.array(fc.constantFrom(...from.split('')), { minLength: count, maxLength: count }).map((list) => list.join(''));
const vins = fc
  .tuple(characters(CHARACTERS, 8), characters(YEARS, 1), characters(CHARACTERS, 7))
  .map(([start, year, rest]) => madeUp(start, year + rest));

const problemsOf = (text: string) => {
  const checked = checkVin(text);
  return checked.ok ? [] : checked.problems;
};
const sentencesOf = (text: string): string[] => problemsOf(text).map(({ sentence }) => sentence);
const replaced = (vin: string, position: number, character: string): string =>
  vin.slice(0, position - 1) + character + vin.slice(position);

it.each([
  ['as it stands on the car', CIVIC],
  ['in small letters', CIVIC.toLowerCase()],
  ['with blanks and dashes between its groups', ` ${CIVIC.slice(0, 3)} ${CIVIC.slice(3, 9)}-${CIVIC.slice(9)}\n`],
])('a VIN is taken %s', (_how, text) => expect(checkVin(text)).toEqual({ ok: true, vin: CIVIC }));

it('whatever VIN has the right check digit is taken', () =>
  fc.assert(
    fc.property(vins, (vin) => {
      expect(checkVin(vin)).toEqual({ ok: true, vin });
    }),
  ));

it('every change of one character that breaks the check digit is refused, by its position', () =>
  fc.assert(
    fc.property(vins, fc.integer({ min: 1, max: 17 }), characters(CHARACTERS, 1), (vin, position, character) => {
      const changed = replaced(vin, position, character);
      fc.pre(changed[8] !== checkDigitOf(changed));
      const [problem] = problemsOf(changed);
      expect(problem?.position).toBe(position === 10 && !YEARS.includes(character) ? 10 : 9);
      expect(problem?.sentence).toContain(`Position ${problem?.position}`);
    }),
    { numRuns: 1_000 },
  ));

it('every letter that no VIN has is named with its position and the digit that is meant', () => {
  for (const [letter, digit] of [
    ['O', '0'],
    ['I', '1'],
    ['Q', '0'],
  ] as const)
    for (let position = 1; position <= 17; position += 1)
      expect(sentencesOf(replaced(CIVIC, position, letter))).toEqual([
        `Position ${position} is the letter ${letter}; VINs use the digit ${digit} there.`,
      ]);
});

describe('a person reads what is wrong', () => {
  it.each([
    ['', 'A VIN has 17 characters; this has 0.'],
    [CIVIC.slice(1), 'A VIN has 17 characters; this has 16.'],
    [`${CIVIC}1`, 'A VIN has 17 characters; this has 18.'],
    [replaced(CIVIC, 9, '7'), 'Position 9, the check digit, should be 2: compare all 17 characters with the vehicle.'],
    [replaced(CIVIC, 4, '*'), 'Position 4 is neither a letter nor a digit; a VIN has nothing else.'],
    [replaced(CIVIC, 4, '🚗'), 'Position 4 is neither a letter nor a digit; a VIN has nothing else.'],
    ...['U', 'Z', '0'].map((character) => [
      replaced(CIVIC, 10, character),
      'Position 10 cannot be U, Z or 0: it is the model-year character.',
    ]),
  ])('%#', (text, sentence) => expect(sentencesOf(text)).toEqual([sentence]));

  it('of every wrong character at once', () =>
    expect(problemsOf(replaced(replaced(CIVIC, 2, 'O'), 10, 'U')).map(({ position }) => position)).toEqual([2, 10]));
});

describe('the model year', () => {
  const withYear = (seventh: string, year: string) => madeUp(`2HGFC2${seventh}5`, `${year}H500001`);

  it.each([
    ['4', 'A', 1980],
    ['4', 'Y', 2000],
    ['4', '1', 2001],
    ['4', '9', 2009],
    ['F', 'A', 2010],
    ['F', 'H', 2017],
    ['F', 'J', 2018],
    ['F', 'T', 2026],
    ['F', 'V', 2027],
    ['F', 'W', 1998],
    ['F', '5', 2005],
  ])('with %s at position 7 and %s at position 10 is %i, seen from 2026', (seventh, year, expected) =>
    expect(modelYearOf(withYear(seventh, year), 2026)).toBe(expected),
  );

  it('may be of the other cycle in a truck, as long as that is not still to come', () => {
    expect(modelYearsOf(withYear('4', 'L'), 2026)).toEqual([1990, 2020]);
    expect(modelYearsOf(withYear('F', 'L'), 2026)).toEqual([2020, 1990]);
    expect(modelYearsOf(withYear('4', 'W'), 2026)).toEqual([1998]);
  });

  it('is reckoned from today where nobody says from when', () =>
    expect(modelYearOf(withYear('F', 'L'))).toBeGreaterThanOrEqual(1990));
});
