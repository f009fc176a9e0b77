/** VINs in what a reader made out. Only what keeps every rule of a VIN counts: a wrong one is worse than none. */
import { checkVin } from '../../../schemas/vin.ts';

const LENGTH = 17;

const valid = (text: string): string[] => {
  const checked = checkVin(text);
  return checked.ok ? [checked.vin] : [];
};

/**
 * A code that holds a VIN, perhaps among other words, as a link or a label's fields do. Import codes of Code 39 put an I
 * before it.
 */
export const vinsInBarcode = (text: string): string[] =>
  text
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .flatMap((word) => (word.length === LENGTH + 1 && word.startsWith('I') ? [word.slice(1)] : [word]))
    .flatMap((word) => (word.length === LENGTH ? valid(word) : []));

/** What a line says after the word VIN, which may be read with a digit 1. */
const LABEL = /^.*?\bV[I1L]N\b(?:\s*(?:NO|NUMBER)\b)?/;

/** 49 CFR 565.15(d): the last four are digits, of whoever's vehicle. Words that happen to have 17 letters end otherwise. */
const SERIAL = /\d{4}$/;

/**
 * Letters that a VIN never has can only be misread. An O or a Q is a 0: the check digit then proves it. An I is a 1 or a
 * J, which count the same, so nothing proves either; only at position 9 and among the last four can it be no J.
 */
const mended = (text: string): string =>
  text.replaceAll(/[OQ]/g, '0').replaceAll(/I/g, (letter, at: number) => (at === 8 || at >= 13 ? '1' : letter));

/** Without what stands between groups. A mark for an unsure character stays, and makes the whole no VIN. */
const joined = (text: string): string => text.replaceAll(/[\s:\-/.()*#]/g, '');

/** One line of recognised text: a word of 17 characters, or groups that make 17 together, alone or after "VIN". */
export const vinsInLine = (line: string): string[] => {
  const text = line.toUpperCase();
  const words = [...text.split(/\s+/), text, text.replace(LABEL, '')].map((word) => mended(joined(word)));
  return words.flatMap((word) => (word.length === LENGTH && SERIAL.test(word) ? valid(word) : []));
};
