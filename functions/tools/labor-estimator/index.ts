/** labor_estimator: the hours of a repair, and what they cost in a shop. Pure: no clock, no I/O. */
import type { ToolContext } from '../../../schemas/tools/context.ts';
import type { LaborEstimate, LaborInput } from '../../../schemas/tools/labor-estimator.ts';
import { faultById } from '../knowledge/index.ts';
import { flatRateHours, times } from '../ranges.ts';
import { rateIn } from '../shop-rates.ts';
import { workFor, type Work } from '../work/index.ts';
import { laborCost } from './cost.ts';

/** Nobody plans a Saturday to the minute. */
const toFive = (minutes: number): number => Math.max(5, Math.round(minutes / 5) * 5);

/**
 * How the driver would fare without a shop; nothing where the repair is not shown, or is for shops only. A job that
 * takes a mechanic twice as long as the repair that shows it takes a driver twice as long, too.
 */
const yourself = ({ fault, labor }: Work): LaborEstimate['yourself'] => {
  const shown = fault === undefined ? undefined : faultById.get(fault)?.fault;
  if (!shown || shown.repair.difficulty === 'shop only') return undefined;
  const { difficulty, minutes } = shown.repair;
  const longer = (labor.low + labor.high) / (shown.labor.low + shown.labor.high || 1);
  const { low, high } = times(minutes, longer);
  return { difficulty, minutes: { low: toFive(low), high: toFive(high) } };
};

/** `found: false` where the work is unknown. Without a state, or with one that is none, the rates are national. */
export const estimateLabor = (input: LaborInput, context: ToolContext): LaborEstimate => {
  const work = workFor(input, context);
  if (!work) return { found: false };
  const hours = flatRateHours(work.labor);
  const { hourly, region } = rateIn(input.state);
  const own = yourself(work);
  return {
    found: true,
    work: work.id,
    name: work.name,
    hours,
    rate: hourly,
    region,
    cost: laborCost(hours, hourly),
    ...(own === undefined ? {} : { yourself: own }),
  };
};
