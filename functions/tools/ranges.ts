/** Arithmetic of ranges. */
import type { Range } from '../../schemas/knowledge.ts';

export const times = ({ low, high }: Range, factor: number): Range => ({ low: low * factor, high: high * factor });

/** End to end: for ranges that are low for the same car and high for the same car. */
export const sumOf = (ranges: readonly Range[]): Range =>
  ranges.reduce((sum, { low, high }) => ({ low: sum.low + low, high: sum.high + high }), { low: 0, high: 0 });

/** Nobody quotes cents. */
export const wholeDollars = ({ low, high }: Range): Range => ({ low: Math.round(low), high: Math.round(high) });

/** Hours to six minutes, as flat-rate books have them; work that takes any time takes as much as that. */
export const flatRateHours = ({ low, high }: Range): Range => ({ low: tenths(low), high: tenths(high) });
const tenths = (hours: number): number => (hours === 0 ? 0 : Math.max(1, Math.round(hours * 10)) / 10);
