/** The vehicle as a driver names it: "a 2015 Honda Civic". No tool takes it, but the diagnosis reads it with the rest. */
import { wordCount } from '../words.ts';
import { tellsOfTrouble } from './car-words.ts';
import { MAKES } from './makes.ts';

const YEAR = "(?:(?:19[5-9]|20[0-3])\\d|['’]\\d\\d)";
const VEHICLE = new RegExp(
  `${YEAR}\\s+(?:${MAKES})\\b(?:\\s+[a-z0-9-]+)?|\\b(?:${MAKES})\\s+[a-z0-9-]+,?\\s+(?:from )?${YEAR}\\b`,
  'i',
);
/** Who says more than which car it is, has something else to say. */
const SHORT = 12;

export const vehicleIn = (text: string): string | undefined => VEHICLE.exec(text)?.[0];

/** "It is a 2015 Honda Civic", and nothing that it does. */
export const statesVehicle = (text: string): boolean =>
  vehicleIn(text) !== undefined && wordCount(text) <= SHORT && !text.includes('?') && !tellsOfTrouble(text);

/** "Which car do you think I have?" */
export const asksAboutVehicle = (text: string): boolean =>
  /\b(?:which|what) (?:kind of |make of |model of )?(?:car|vehicle|truck)\b.{0,20}\b(?:i have|i drive|is mine|my|is this)\b|\bwhat do you know about my (?:car|vehicle|truck)\b/i.test(
    text,
  );
