/**
 * From scores to probabilities: a softmax over all faults and one more, "something the knowledge does not know".
 *
 * The sharpness was fitted to complaints with a known system: of the diagnoses given 0.7, about 0.76 were right.
 */
const SHARPNESS = 1.25;
/** The score of "something else": what a text without any bearing on cars reaches. */
const SOMETHING_ELSE = 3.5;

/** @returns for each score its share, 0 to 1; all shares and the unknown rest add up to 1 */
export const confidences = (scores: readonly number[]): number[] => {
  const odds = scores.map((score) => Math.exp(SHARPNESS * (score - SOMETHING_ELSE)));
  const sum = odds.reduce((total, one) => total + one, 1);
  return odds.map((one) => one / sum);
};
