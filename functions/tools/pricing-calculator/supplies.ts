/**
 * Shop supplies: cleaner, grease, rags, disposal. Shops that list them take a share of the labor with a floor and a cap;
 * 5 % between $3 and $35 is the middle of what is usual.
 */
import type { Range } from '../../../schemas/knowledge.ts';

const SHARE = 0.05;
const LEAST = 3;
const MOST = 35;

const forLabor = (dollars: number): number => Math.min(MOST, Math.max(LEAST, Math.round(dollars * SHARE)));

/** Whole US dollars; nothing where no shop is at work. */
export const suppliesFor = (labor: Range): Range =>
  labor.high === 0 ? { low: 0, high: 0 } : { low: forLabor(labor.low), high: forLabor(labor.high) };
