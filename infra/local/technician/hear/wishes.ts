/** How a driver wants parts and prices: of which quality, how much of the sum, and at whose rates. */
import type { PartsPreference } from '../../../../schemas/tools/work.ts';
import type { Preferences } from '../../../../schemas/values.ts';
import { sentencesOf, wordCount } from '../words.ts';
import type { Said } from '../conversation.ts';
import { stateIn } from './places.ts';

/** "The OEM battery died last year" wishes for nothing; a wish is short, or says so. */
const SHORT = 9;
const WISHES =
  /\b(?:want|prefer|would like|i'd like|rather|go with|with|use|using|only|just|please|what about|how about|cost|price|how much|need|take|get|give)\b/i;

const qualities: readonly (readonly [PartsPreference, RegExp])[] = [
  ['equivalent', /\b(?:non[- ]?oem|not oem|after-?market|equivalents?|equal quality|same quality)\b/i],
  ['oem', /\b(?:oem|(?:genuine|original|factory|dealer|manufacturer'?s?) (?:quality )?parts?)\b/i],
  [
    'budget',
    /\b(?:cheapest|budget|(?:it|that|them|any|go|something) cheaper|(?:cheap|cheaper|inexpensive|economy|least expensive|lowest[- ]priced?) (?:parts?|ones?|options?|brands?|quality))\b/i,
  ],
];

const displays: readonly (readonly [Preferences['costDisplay'], RegExp])[] = [
  [
    'summary',
    /\b(?:(?:just|only) (?:give me |tell me )?(?:the |a )?(?:total|sum|bottom line|final price|final figure)|(?:total|bottom line|sum) (?:only|is enough)|bottom line|ballpark|in one (?:figure|number|sentence))\b/i,
  ],
  [
    'detailed',
    /\b(?:in detail|more detail|detailed|itemi[sz]ed?|(?:cost|price) breakdown|breakdown of (?:the )?(?:costs?|prices?)|break (?:it|that|this|the (?:price|costs?)) down|line by line)\b/i,
  ],
];

const wishIn = <T>(text: string, kinds: readonly (readonly [T, RegExp])[]): T | undefined => {
  const wishes = sentencesOf(text).filter((sentence) => wordCount(sentence) <= SHORT || WISHES.test(sentence));
  return kinds.find(([, pattern]) => wishes.some((sentence) => pattern.test(sentence)))?.[0];
};

export const qualityIn = (text: string): PartsPreference | undefined => wishIn(text, qualities);
export const displayIn = (text: string): Preferences['costDisplay'] | undefined => wishIn(text, displays);

const latest = <T>(said: readonly Said[], read: (text: string) => T | undefined): T | undefined => {
  for (const { plain } of said.toReversed()) {
    const wish = read(plain);
    if (wish !== undefined) return wish;
  }
  return undefined;
};

/** Absent rather than undefined, as the tools' inputs want it. */
const named = <K extends string, T>(name: K, value: T | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [key in K]?: T };

/** What the driver said last of each, in this message or an earlier one. */
export const preferenceSaid = (said: readonly Said[]) => named('preference', latest(said, qualityIn));
export const displaySaid = (said: readonly Said[]) => named('display', latest(said, displayIn));
export const stateSaid = (said: readonly Said[]) => named('state', latest(said, stateIn));

/** The text without wishes about quality: "OEM" names no work. */
export const withoutWishes = (text: string): string =>
  [...qualities, ...displays].reduce((rest, [, pattern]) => rest.replace(pattern, ' '), text);
