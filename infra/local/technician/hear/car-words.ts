/** Does somebody speak of a car, and of what about it? */
import { carParts, complaints, sharedParts, signs, trade, vehicles } from './vocabulary.ts';

const anyOf = (...lists: readonly (readonly string[])[]): string => lists.flat().join('|');
const pattern = (text: string): RegExp => new RegExp(`(?<![\\w-])(?:${text})(?!\\w)`, 'gi');

const PART = anyOf(carParts, sharedParts);
const carPart = pattern(anyOf(carParts));
const anyPart = pattern(PART);
const partPhrase = pattern(`(?:[a-z0-9-]+ ){0,2}(?:${PART})(?: [a-z0-9-]+){0,2}`);
const vehicle = pattern(anyOf(vehicles));
const carWord = pattern(anyOf(carParts, vehicles));
const tradeWord = pattern(anyOf(trade));
const sign = pattern(anyOf(signs));
const complaint = pattern(anyOf(signs, complaints));

const CODE = /\b[PBCU][0-3][0-9A-F]{3}\b/i;
const HERE = /\b(?:my|our|it|its|it's|she|he|the|i have|i've)\b/i;
/** A phone has a battery and a laptop a fan; beside a car's own part they change nothing. */
const OTHER_THINGS =
  /\b(?:phones?|iphone|laptops?|pc|tv|fridge|dishwasher|washing machine|kitchen|house|bedroom|recipe|poems?|movies?|weather|boiler|bicycle)\b/i;

const found = (text: string, words: RegExp): string[] => (text.match(words) ?? []).map((word) => word.toLowerCase());
const holds = (text: string, words: RegExp): boolean => found(text, words).length > 0;

/** Whether a text is about a thing that is no car, and about no car beside it. */
export const speaksOfOtherThings = (text: string): boolean => OTHER_THINGS.test(text) && !holds(text, carWord);

/** The parts of a car that a text names, in the driver's words. */
export const partsNamed = (text: string): string[] => found(text, anyPart);

/** Each part with the words around it that say which one: "a new front brake pad set". */
export const partPhrases = (text: string): string[] => found(text, partPhrase);

/** Whether a text tells of something that only a machine in trouble does. */
export const hasSign = (text: string): boolean => CODE.test(text) || holds(text, sign);

/** Whether a text says that something is wrong with a car. */
export const tellsOfTrouble = (text: string): boolean => {
  if (CODE.test(text)) return true;
  if (speaksOfOtherThings(text)) return false;
  return holds(text, sign) || (holds(text, complaint) && (holds(text, carWord) || holds(text, anyPart)));
};

/** Whether a text names a part that is surely a car's. */
export const namesCarPart = (text: string): boolean =>
  !speaksOfOtherThings(text) &&
  (holds(text, carPart) || (holds(text, anyPart) && (HERE.test(text) || holds(text, vehicle))));

/** Whether a text is about a certain car: what it does, or a part of it. */
export const tellsOfCar = (text: string): boolean => tellsOfTrouble(text) || namesCarPart(text);

/** Whether a text is about cars at all. */
export const speaksOfCars = (text: string): boolean =>
  !speaksOfOtherThings(text) && (holds(text, carWord) || holds(text, tradeWord));
