/**
 * From log odds to probabilities: a softmax over the systems and one more, "something the knowledge does not know".
 *
 * Measured on the 402 development complaints, by system: of the diagnoses given 0.7 to 0.8, 71 % were right, of those
 * given 0.9 and more 95 %; the expected calibration error is 3 %. Where several systems are accepted as right, as for
 * most diagnosed complaints, it is too modest by 13 %.
 */

/** The best of 0.4 to 1.6 for cases that the weights had not been fitted on, see `systems/weights.ts`. */
const SHARPNESS = 0.95;
/** The log odds of "something else": what a text without any bearing on cars reaches. */
const SOMETHING_ELSE = 1;

/** @returns for each score its share, 0 to 1; all shares and the unknown rest add up to 1 */
export const confidences = (scores: readonly number[]): number[] => {
  const top = Math.max(SOMETHING_ELSE, ...scores);
  const odds = scores.map((score) => Math.exp(SHARPNESS * (score - top)));
  const sum = odds.reduce((total, one) => total + one, Math.exp(SHARPNESS * (SOMETHING_ELSE - top)));
  return odds.map((one) => one / sum);
};
