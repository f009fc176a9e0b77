/**
 * pricing_calculator: what a repair comes to, parts and labor and supplies. Pure: no clock, no I/O.
 *
 * The low end is a small, common car in an independent shop, the high end a large or costly one at a dealer. Parts and
 * hours go up with the car together, so they add up end to end; the shop's rate does not, see `laborCost`.
 */
import type { ToolContext } from '../../../schemas/tools/context.ts';
import type { Price, PricingInput } from '../../../schemas/tools/pricing-calculator.ts';
import { cutToFit } from '../cut-to-fit.ts';
import { whyBetter } from '../interactive-parts-selector/quality.ts';
import { laborCost } from '../labor-estimator/cost.ts';
import { flatRateHours, sumOf } from '../ranges.ts';
import { rateIn } from '../shop-rates.ts';
import { workFor, type Work } from '../work/index.ts';
import { linesOf, totalOf, type Line } from './lines.ts';
import { suppliesFor } from './supplies.ts';

const note = (work: Work, lines: readonly Line[], preference: Price['preference']): string =>
  [
    'With shop supplies, before tax. Low: a common car in an independent shop; high: a larger or costlier one at a dealer.',
    ...(work.oneOf.length > 0
      ? ['Which of some parts is needed shows at the repair: the range goes from the cheapest to the dearest of them.']
      : []),
    whyBetter(
      lines.map(({ part }) => part),
      preference,
    ) ?? [],
  ]
    .flat()
    .join(' ');

/** `found: false` where the work is unknown. Preference and display are the driver's own unless the input says so. */
export const price = (input: PricingInput, context: ToolContext): Price => {
  const preference = input.preference ?? context.preferences.partsPreference;
  const display = input.display ?? context.preferences.costDisplay;
  const work = workFor(input, context);
  if (!work) return { found: false, preference, display };
  const lines = linesOf(work, preference);
  const hours = flatRateHours(work.labor);
  const { hourly, region } = rateIn(input.state);
  const partsTotal = totalOf(lines, work);
  const laborTotal = laborCost(hours, hourly);
  const supplies = suppliesFor(laborTotal);
  const totals: Price = {
    found: true,
    work: work.id,
    name: work.name,
    preference,
    display,
    total: sumOf([partsTotal, laborTotal, supplies]),
    partsTotal,
    laborTotal,
    note: note(work, lines, preference),
  };
  if (display === 'summary') return totals;
  return cutToFit(
    {
      ...totals,
      parts: lines.map(({ part: { name }, quantity, quality, price }) => ({ name, quantity, quality, price })),
      labor: { hours, rate: hourly, region },
      supplies,
    },
    'parts',
  );
};
