/** The parts of a bill, line by line, in the quality that the driver prefers. */
import type { Part, Range } from '../../../schemas/knowledge.ts';
import type { PartsPreference } from '../../../schemas/tools/work.ts';
import { choose } from '../interactive-parts-selector/quality.ts';
import { partById } from '../knowledge/index.ts';
import { sumOf, times } from '../ranges.ts';
import type { Work } from '../work/index.ts';

export type Line = {
  readonly part: Part;
  readonly quantity: number;
  readonly quality: PartsPreference;
  /** Whole US dollars for all of the quantity. */
  readonly price: Range;
};

export const linesOf = ({ parts }: Work, preference: PartsPreference): Line[] =>
  parts.map(({ id, quantity }) => {
    const part = partById.get(id)!;
    const { quality, price } = choose(part, preference);
    return { part, quantity, quality, price: times(price, quantity) };
  });

/**
 * What the lines come to. All parts are for the same car: small ones pay the low end of every line, large ones the high
 * end, so the lines add up end to end. Where a look decides which of several parts it takes, the low end is the cheapest
 * of them alone, and the high end holds the dearest of them only.
 */
export const totalOf = (lines: readonly Line[], { oneOf }: Work): Range => {
  const choices = lines.filter(({ part }) => oneOf.includes(part.id)).map(({ price }) => price);
  if (choices.length === 0) return sumOf(lines.map(({ price }) => price));
  const others = sumOf(lines.filter(({ part }) => !oneOf.includes(part.id)).map(({ price }) => price));
  return {
    low: Math.min(...choices.map(({ low }) => low)),
    high: others.high + Math.max(...choices.map(({ high }) => high)),
  };
};
