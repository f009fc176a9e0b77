/**
 * The vehicle identification number and the rules that its characters keep (SPEC A7, 49 CFR 565).
 *
 * The check digit is demanded of every VIN, whoever made the vehicle: 49 CFR 565.15(c) demands it of every vehicle
 * sold in the United States, those built in Germany, Japan, Korea or Italy included, and it is the drivers of those
 * that Dixon serves. Only elsewhere may a maker leave it out. What it buys: a slip in a single character shows, unless
 * the two characters count the same (`B` and `S`, `1` and `A`).
 */

/** Digits for themselves, letters in three rows as they lie below the digits: 49 CFR 565.15(c), table III. */
const values = new Map(
  ['0123456789', ' ABCDEFGH ', ' JKLMN P R', '  STUVWXYZ'].flatMap((row) =>
    Array.from(row).flatMap((character, value): [string, number][] => (character === ' ' ? [] : [[character, value]])),
  ),
);

/** What each position counts: 49 CFR 565.15(c), table IV. The check digit itself counts nothing. */
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const CHECK_DIGIT = 9;

/** The characters of position 10 in the order of the years, from 1980 and again from 2010: 49 CFR 565.15(d), table VII. */
const YEARS = 'ABCDEFGHJKLMNPRSTVWXY123456789';
const MODEL_YEAR = 10;
const CYCLE = 30;

/** Letters that a VIN never has, and the digit that people take for them. */
const lookalikes: Readonly<Record<string, string>> = { I: '1', O: '0', Q: '0' };

export type VinProblem = {
  reason: 'length' | 'character' | 'model-year' | 'check-digit';
  /** 1 to 17; absent where the length is wrong. */
  position?: number;
  /** What is wrong and what was expected. For the person alone: it says something of their VIN, so no log has it. */
  sentence: string;
};

export type CheckedVin = { ok: true; vin: string } | { ok: false; problems: VinProblem[] };

/** Without the blanks and dashes that people write between groups, in capitals. */
const normalised = (text: string): string => text.replaceAll(/[\s\p{Pd}]/gu, '').toUpperCase();

/** The character that belongs at position 9 of 17 characters that a VIN may have. */
export const checkDigitOf = (vin: string): string => {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * (values.get(vin[index]!) ?? 0), 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
};

const problemAt = (character: string, position: number): VinProblem[] => {
  const digit = lookalikes[character];
  if (digit !== undefined)
    return [
      {
        reason: 'character',
        position,
        sentence: `Position ${position} is the letter ${character}; VINs use the digit ${digit} there.`,
      },
    ];
  if (!values.has(character))
    return [
      {
        reason: 'character',
        position,
        sentence: `Position ${position} is neither a letter nor a digit; a VIN has nothing else.`,
      },
    ];
  if (position === MODEL_YEAR && !YEARS.includes(character))
    return [
      {
        reason: 'model-year',
        position,
        sentence: `Position ${position} cannot be U, Z or 0: it is the model-year character.`,
      },
    ];
  return [];
};

/**
 * The VIN in a text, or all that is wrong with it.
 *
 * @param text as a person typed it: blanks, dashes and small letters do not matter
 * @returns the 17 characters in capitals, or the problems in the order of their positions; the check digit is judged
 *   only where every character by itself is right, since it would blame position 9 for a wrong letter elsewhere
 */
export const checkVin = (text: string): CheckedVin => {
  const vin = normalised(text);
  const characters = Array.from(vin);
  if (characters.length !== WEIGHTS.length)
    return {
      ok: false,
      problems: [{ reason: 'length', sentence: `A VIN has 17 characters; this has ${characters.length}.` }],
    };
  const problems = characters.flatMap((character, index) => problemAt(character, index + 1));
  if (problems.length > 0) return { ok: false, problems };
  const expected = checkDigitOf(vin);
  if (characters[CHECK_DIGIT - 1] === expected) return { ok: true, vin };
  const sentence = `Position ${CHECK_DIGIT}, the check digit, should be ${expected}: compare all 17 characters with the vehicle.`;
  return { ok: false, problems: [{ reason: 'check-digit', position: CHECK_DIGIT, sentence }] };
};

/**
 * The model years that position 10 can mean, likeliest first: it repeats after 30 years, and position 7 says which
 * cycle is meant, a digit 1980 to 2009 and a letter 2010 to 2039 (49 CFR 565.15(d)(1)). That holds for cars and light
 * trucks; a heavy truck or a motorcycle may be of the other one.
 *
 * @param vin one that `checkVin` let pass
 * @param thisYear the calendar year; next year's models are sold in it, later ones do not exist
 */
export const modelYearsOf = (vin: string, thisYear: number): [number, ...number[]] => {
  const late = 2010 + YEARS.indexOf(vin[MODEL_YEAR - 1]!);
  const early = late - CYCLE;
  if (late > thisYear + 1) return [early];
  return /\d/.test(vin[6]!) ? [early, late] : [late, early];
};

/** The model year by the rule for cars and light trucks; see `modelYearsOf`. */
export const modelYearOf = (vin: string, thisYear = new Date().getUTCFullYear()): number =>
  modelYearsOf(vin, thisYear)[0];
