/** Whether hours and prices of common repairs overlap what is paid for them elsewhere, asked by the repair's name. */
import type { registry } from '../../../functions/tools/registry.ts';
import { contextFor } from './ask.ts';
import type { RepairCase } from './cases.ts';

type Tools = Pick<typeof registry, 'labor_estimator' | 'pricing_calculator'>;
type Range = { readonly low: number; readonly high: number };

const rangeOf = (low: number | undefined, high: number | undefined): Range | undefined =>
  low === undefined || high === undefined ? undefined : { low, high };

const overlap = (one: Range, other: Range | undefined): boolean =>
  other !== undefined && one.low <= other.high && other.low <= one.high;

/** Share of the labelled ranges that are met; 0 where none is labelled. A repair that is not found meets none. */
const met = (results: readonly (boolean | undefined)[]): number => {
  const known = results.filter((result) => result !== undefined);
  return known.length === 0 ? 0 : known.filter(Boolean).length / known.length;
};

/** Hours against hours; the total against the total, or parts against parts where a label has no total. */
export const scoreRepairs = (tools: Tools, cases: readonly RepairCase[]) => {
  const labor: (boolean | undefined)[] = [];
  const price: (boolean | undefined)[] = [];
  for (const one of cases) {
    const { labor_estimator: estimator, pricing_calculator: calculator } = tools;
    const asked = { problem: one.repair };
    const estimate = estimator.output.parse(estimator.run(estimator.input.parse(asked), contextFor()));
    const costs = calculator.output.parse(calculator.run(calculator.input.parse(asked), contextFor()));
    const hours = rangeOf(one.labor_hours_low, one.labor_hours_high);
    const total = rangeOf(one.total_low, one.total_high);
    const parts = rangeOf(one.parts_low, one.parts_high);
    labor.push(hours && overlap(hours, estimate.hours));
    price.push(total ? overlap(total, costs.total) : parts && overlap(parts, costs.partsTotal));
  }
  return { n: cases.length, labor: met(labor), price: met(price) };
};
