/** A VIN that the driver typed, right or wrong: the tool says what is wrong with it, so a near miss counts too. */
import { checkVin } from '../../../../schemas/vin.ts';

/** Letters and digits, with dashes or not; no part of an address, a path or a longer name. */
const TOKEN = /(?<![\w/=.@&-])[A-Z0-9]+(?:-[A-Z0-9]+)*(?![\w/@-]|\.\w)/gi;
/** What people say between the word and the number. */
const ANNOUNCED =
  /\bvin\b(?:\W{1,3}(?:number|code|no|nr|is|was|it|here|reads|says|this|s|for|of|from|on|the|my|our|car|truck|vehicle)\b)*[\s:=#.,"'(-]*/gi;
const CHUNK = /^[A-Z0-9-]+(?![\w/@])/i;
const TROUBLE_CODE = /^[PBCU][0-3][0-9A-F]{3}$/i;
const YEAR = /^(?:19|20)\d\d$/;

/** What stands behind so many characters is something else: the year, the engine. */
const FULL = 17;
/** As many characters as the tool takes. */
const LONGEST = 40;
/** Fewer are no attempt, but a number in a story. */
const SHORTEST = 3;
/** Who types more than two at once is not typing VINs. */
const MOST = 2;

const compact = (text: string): string => text.replaceAll(/[\s-]/g, '');
const digitsIn = (text: string): number => text.replaceAll(/\D/g, '').length;
const switchesIn = (text: string): number => text.match(/(?<=\d)(?=[A-Z])|(?<=[A-Z])(?=\d)/gi)?.length ?? 0;

/** 11 to 20 letters and digits, well mixed; of 17 it is enough that four are digits. */
const looksLikeVin = (token: string): boolean => {
  const text = compact(token);
  const digits = digitsIn(text);
  if (digits === text.length || text.length < 11 || text.length > 20) return false;
  return text.length === FULL ? digits >= 4 : digits >= 3 && switchesIn(text) >= 3;
};

/** In a text in small letters, capitals are a name or a number. */
const isChunk = (word: string, shouted: boolean): boolean => /\d/.test(word) || (!shouted && /^[A-Z-]{2,}$/.test(word));

/** What follows the word VIN, in one piece or in groups: "VIN: 1M8 GDM9A XKP 042788". */
const runAfter = (text: string, start: number): string => {
  const shouted = !/[a-z]{3}/.test(text);
  let end = start;
  for (let at = start; ; at = end + 1) {
    const chunk = CHUNK.exec(text.slice(at))?.[0];
    if (chunk === undefined || !isChunk(chunk, shouted)) break;
    end = at + chunk.length;
    if (text[end] !== ' ' || compact(text.slice(start, end)).length >= FULL) break;
  }
  return text.slice(start, end).trim();
};

const isAttempt = (run: string): boolean => {
  const text = compact(run);
  return text.length >= SHORTEST && !TROUBLE_CODE.test(text) && !YEAR.test(text);
};

const announcedIn = (text: string): string[] =>
  [...text.matchAll(ANNOUNCED)].map((match) => runAfter(text, match.index + match[0].length)).filter(isAttempt);

const standingAloneIn = (text: string): string[] => {
  const tokens = (text.match(TOKEN) ?? []).filter(looksLikeVin);
  return tokens.length > MOST ? [] : tokens;
};

/** The VIN exactly as it was typed, or what was meant to be one; of two the one that keeps the rules. */
export const vinTyped = (text: string): string | undefined => {
  const attempts = [...announcedIn(text), ...standingAloneIn(text)];
  const vin = attempts.find((attempt) => checkVin(attempt).ok) ?? attempts[0];
  return vin?.slice(0, LONGEST);
};

/** The text without what looks like a VIN; untouched where nothing does. */
export const withoutVin = (text: string): string =>
  [...announcedIn(text), ...standingAloneIn(text)].reduce((rest, vin) => rest.replaceAll(vin, ''), text);
