/**
 * What labor costs: hours times rate, without pretending that the worst of both always meets.
 *
 * The hours depend on the car, the rate on the shop, and neither on the other: the most awkward car seldom meets the
 * dearest dealer. So their spreads combine as those of independent quantities do, by the root of the sum of squares (of
 * logarithms, as the two are multiplied). 1 to 2 hours at $100 to $200 come to $123 to $327 instead of $100 to $400.
 */
import type { Range } from '../../../schemas/knowledge.ts';
import { wholeDollars } from '../ranges.ts';

/** Work that takes no time at its best still costs this much of an hour. */
const LEAST_HOURS = 0.1;

const middle = ({ low, high }: Range): number => Math.sqrt(low * high);
const spread = ({ low, high }: Range): number => Math.log(high / low) / 2;

/** @returns whole US dollars */
export const laborCost = (hours: Range, hourly: Range): Range => {
  if (hours.high === 0) return { low: 0, high: 0 };
  const taken = { low: Math.max(hours.low, LEAST_HOURS), high: Math.max(hours.high, LEAST_HOURS) };
  const typical = middle(taken) * middle(hourly);
  const factor = Math.exp(Math.hypot(spread(taken), spread(hourly)));
  return wholeDollars({ low: typical / factor, high: typical * factor });
};
