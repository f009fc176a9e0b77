/**
 * What a driver says is *not* so: "no warning light", "it does not leak", "the brakes are fine".
 *
 * Many complaints are negative themselves ("won't start", "no heat"), so "no" and "not" take away only signs: things
 * that are trouble when they are there.
 */
import { stemOf } from './stem.ts';

/** All that denying needs to know of a word. */
type Stemmed = { readonly stem: string };

const stems = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/).map(stemOf));

const NEGATORS = stems('no not never without none isnt arent wasnt doesnt dont didnt hasnt havent neither nor any');
const SIGNS = stems(`
  light lights warning code codes noise noises sound leak leaks leaking smoke smell odor vibration vibrate shake shaking
  squeal squeak grind grinding clunk knock overheat overheating pull pulls stall stalls slip slips misfire drip puddle
  checkengine rust crack steam hum rattle click brakelight
`);
const FINE = stems('fine ok okay good great normal normally perfect perfectly well new healthy');
/** "works fine" is praise; "fine for the first few miles" and "fine until" are not. */
const LIMITS = stems('until for when if at first before once after only');
const BACKWARD = 5;
const FORWARD = 3;

/** The indexes of the words in a clause that the driver denies. */
export const denied = (clause: readonly Stemmed[]): ReadonlySet<number> => {
  const found = new Set<number>();
  clause.forEach(({ stem }, index) => {
    if (NEGATORS.has(stem)) signsAfter(clause, index).forEach((at) => found.add(at));
    if (FINE.has(stem) && !LIMITS.has(clause[index + 1]?.stem ?? '') && isPraise(clause, index))
      for (let at = Math.max(0, index - BACKWARD); at <= index; at += 1) found.add(at);
  });
  return found;
};

/** From the negator to the sign it takes away: "no warning light" denies both words. */
const signsAfter = (clause: readonly Stemmed[], negator: number): number[] => {
  const reach = clause.slice(negator + 1, negator + 1 + FORWARD).findLastIndex(({ stem }) => SIGNS.has(stem));
  return Array.from({ length: reach + 1 }, (_, offset) => negator + 1 + offset);
};

const PRAISING = stems('is are was were feel feels seem seems work works working run runs look looks drive drives all');

/** Only with a verb of being before it: "the brakes are fine", not "good squeal". */
const isPraise = (clause: readonly Stemmed[], fine: number): boolean => {
  const before = clause.slice(Math.max(0, fine - 2), fine);
  return before.some(({ stem }) => PRAISING.has(stem)) && !before.some(({ stem }) => NEGATORS.has(stem));
};
