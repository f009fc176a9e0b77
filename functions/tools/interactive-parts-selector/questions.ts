/**
 * What has to be known of a vehicle before a part is ordered, and which of that its details tell already.
 *
 * A part's `fit` is a mechanic's note: "engine, automatic or manual; many come with their housing". Its first clause
 * says what to know; a later one only where it offers a choice, and otherwise explains.
 */
import type { VehicleFacts } from '../../../schemas/tools/context.ts';

const decoded = ({ engine, drive, transmission }: VehicleFacts): boolean =>
  [engine, drive, transmission].some((detail) => detail !== undefined);

/** Whole questions only: "engine" is answered by a displacement, "engine code" is not. */
const answers: readonly { readonly asks: RegExp; readonly known: (vehicle: VehicleFacts) => boolean }[] = [
  // only a decoded VIN tells the details, so whoever has them has the VIN
  { asks: /^vin$/, known: decoded },
  { asks: /^engine(?: size)?$/, known: ({ engine }) => engine?.displacementL !== undefined },
  { asks: /^turbo(?: or not)?$/, known: ({ engine }) => engine?.turbo !== undefined },
  { asks: /^diesel engine$/, known: ({ engine }) => engine?.fuel !== undefined },
  {
    asks: /^(?:transmission|(?:automatic or manual|manual or automatic)(?: transmission)?)$/,
    known: ({ transmission }) => transmission !== undefined,
  },
  { asks: /^(?:drivetrain|drive type)$/, known: ({ drive }) => drive !== undefined },
  { asks: /^trim(?: level)?$/, known: ({ trim }) => trim !== undefined },
  { asks: /^model$/, known: ({ model }) => model !== undefined },
  { asks: /^(?:model )?year$/, known: () => true },
];

const isKnown = (question: string, vehicle: VehicleFacts): boolean =>
  answers.some(({ asks, known }) => asks.test(question.toLowerCase()) && known(vehicle));

const EXPLAINS = /^(?:some|many|most|often|only|mostly|a few|on many|never|it is|holes)\b/;
const OFFERS = /\bor\b|\bwhich\b|^VIN$/;

const clausesIn = (fit: string): string[] =>
  fit.split(/;\s*/).filter((clause, index) => !EXPLAINS.test(clause) && (index === 0 || OFFERS.test(clause)));

/** "engine, tow package" asks two things; "seat type: cloth, leather, heated" asks one. */
const questionsIn = (clause: string): string[] => (clause.includes(':') ? [clause] : clause.split(/,\s*(?:and )?/));

/** Of "trim and rotor diameter" the half that is not known; both where neither is. */
const unknownOf = (question: string, vehicle: VehicleFacts): string[] => {
  if (isKnown(question, vehicle)) return [];
  const halves = question.split(' and ');
  const open = halves.filter((half) => !isKnown(half, vehicle));
  return open.length === halves.length ? [question] : open;
};

/** What is still to be found out before a part with this note is ordered. */
export const openQuestions = (fit: string, vehicle: VehicleFacts): string[] => [
  ...new Set(
    clausesIn(fit)
      .flatMap(questionsIn)
      .flatMap((question) => unknownOf(question.trim(), vehicle)),
  ),
];
