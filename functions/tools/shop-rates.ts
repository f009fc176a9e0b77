/** What an hour in a shop costs, by state. Read and checked once per process. */
import { ShopRates } from '../../schemas/shop-rates.ts';
import type { Range } from '../../schemas/knowledge.ts';
import { readKnowledge } from './knowledge/read.ts';

const { national, regions } = ShopRates.parse(readKnowledge('shop-rates.json'));

export type Rate = {
  /** US dollars an hour: an independent shop at the low end, a dealer at the high end. */
  readonly hourly: Range;
  /** Whose rates these are: "national", or a region's name. */
  readonly region: string;
};

const everywhere: Rate = { hourly: national, region: 'national' };
const byState = new Map(
  regions.flatMap(({ region, states, hourly }) => states.map((state): [string, Rate] => [state, { hourly, region }])),
);

/** @param state two letters; the whole country's rates where there is none, or none that is known */
export const rateIn = (state: string | undefined): Rate =>
  (state === undefined ? undefined : byState.get(state)) ?? everywhere;
