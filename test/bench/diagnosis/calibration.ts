/** Whether a confidence means what it says: of the diagnoses given 0.7, about 70 % should be right. */
import type { Scored } from './score.ts';

export type Bin = { readonly from: number; readonly n: number; readonly said: number; readonly right: number };

const BINS = 10;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Ten bins by stated confidence; empty ones are left out. An unclear verdict states none and is not counted. */
export const reliability = (scored: readonly Scored[]): Bin[] => {
  const stated = scored.filter(({ said }) => said !== 'unclear');
  return Array.from({ length: BINS }, (_, index) =>
    stated.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === index),
  ).flatMap((bin, index) =>
    bin.length === 0
      ? []
      : [
          {
            from: index / BINS,
            n: bin.length,
            said: mean(bin.map(({ confidence }) => confidence)),
            right: mean(bin.map(({ top1 }) => Number(top1))),
          },
        ],
  );
};

/** How far stated and actual are apart, on average over the cases (expected calibration error, 0 to 1). */
export const calibrationError = (bins: readonly Bin[]): number => {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  return n === 0 ? 0 : bins.reduce((sum, bin) => sum + (bin.n / n) * Math.abs(bin.said - bin.right), 0);
};
