/** Ranges as people say them: "$180 to $320", "1 to 2 hours", "2 to 5 working days". */
import type { Range } from '../../../schemas/knowledge.ts';

const between = ({ low, high }: Range, show: (value: number) => string): string =>
  show(low) === show(high) ? show(high) : `${show(low)} to ${show(high)}`;

export const dollars = (range: Range): string =>
  between(range, (value) => `$${Math.round(value).toLocaleString('en-US')}`);

const one = (text: string, unit: string): string => `${text} ${unit}${text === '1' ? '' : 's'}`;

/** From here on minutes are counted in hours. */
const LONG = 90;
const FIVE = 5;

/** @param minutes low to high */
export const duration = (minutes: Range): string => {
  const { low, high } = minutes;
  if (high <= LONG)
    return one(
      between({ low, high }, (value) => String(Math.round(value / FIVE) * FIVE || 1)),
      'minute',
    );
  return one(
    between({ low: low / 60, high: high / 60 }, (value) => String(Math.round(value * 10) / 10)),
    'hour',
  );
};

/** @param range hours, low to high */
export const hours = ({ low, high }: Range): string => duration({ low: low * 60, high: high * 60 });

/** @param range working days, low to high */
export const days = (range: Range): string => {
  if (range.high === 0) return 'the same day';
  if (range.low === 1 && range.high === 1) return 'the next working day';
  return one(between(range, String), 'working day');
};
