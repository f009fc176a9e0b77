/** Is it about this car, or about cars? "Why does my car shake?" against "Why do cars have two headlights?". */
import { hasSign, speaksOfCars, tellsOfCar, tellsOfTrouble } from './car-words.ts';

const ASKS =
  /^\W*(?:what|why|how|is|are|does|do|did|can|could|should|will|would|which|where|who)\b|^\W*(?:when|if)\b.*\?/i;
/** Headings of a manual, not of a complaint. */
const TITLES =
  /\b(?:vs\.?|versus|differences?|pros|cons|(?:dis)?advantages?|purpose|sequence|effects?|options?|proper|best|recommended|use) (?:and|\/|&|of|for|in|between|with)\b|\b(?:vs\.?|versus)\s/i;
const OWN = /\b(?:my|mine|our|ours|i've|i have|i had|i got|i bought|i replaced|i am|i'm|we)\b/i;
/** "How do I tell if an alternator is failing?" and "why does my car lean?" want to know what is wrong. */
const WANTS_DIAGNOSIS = [
  /\b(?:diagnos\w*|detect|troubleshoot\w*|track down|figure out|find out|(?:tell|know) (?:if|whether)|(?:signs?|symptoms?) of|caus(?:es?|ed|ing))\b/i,
  /\bwhy (?:is|are|does|do|did|has|have|won't|isn't|doesn't|am) (?:my|our|i)\b|\bwhat(?:'s| is) (?:wrong|the matter|up) with\b/i,
];

const wantsDiagnosis = (text: string): boolean => WANTS_DIAGNOSIS.some((words) => words.test(text));

/** Whether a text tells of trouble with a car at hand, or of the car without asking how cars work. */
export const tellsOfProblem = (text: string): boolean => {
  const isGeneral = ASKS.test(text) || TITLES.test(text);
  if (!isGeneral) return tellsOfCar(text) || speaksOfCars(text);
  if (tellsOfTrouble(text)) return OWN.test(text) || hasSign(text) || wantsDiagnosis(text);
  return speaksOfCars(text) && wantsDiagnosis(text);
};
