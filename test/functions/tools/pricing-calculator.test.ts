import { describe, expect, it } from 'vitest';
import { estimateLabor } from '../../../functions/tools/labor-estimator/index.ts';
import { price } from '../../../functions/tools/pricing-calculator/index.ts';
import { suppliesFor } from '../../../functions/tools/pricing-calculator/supplies.ts';
import { workById } from '../../../functions/tools/work/works.ts';
import type { PartsPreference } from '../../../schemas/tools/work.ts';
import { aDecodedV6, bytesOf, inSession } from './in-session.ts';

const pads = { fault: 'brakes.worn-pads' };
const preferring = (partsPreference: PartsPreference, costDisplay: 'detailed' | 'summary' = 'detailed') =>
  inSession({ preferences: { partsPreference, costDisplay } });

describe('a price', () => {
  it('is parts, labor and supplies, before tax', () => {
    const { total, partsTotal, laborTotal, supplies, note } = price(pads, inSession());
    for (const end of ['low', 'high'] as const)
      expect(total![end]).toBe(partsTotal![end] + laborTotal![end] + supplies![end]);
    expect(note).toContain('before tax');
  });

  it('has the labor that the labor estimator says', () => {
    expect(price({ ...pads, state: 'TX' }, inSession()).laborTotal).toEqual(
      estimateLabor({ ...pads, state: 'TX' }, inSession()).cost,
    );
  });

  it('is no lower for better parts', () => {
    const total = (quality: PartsPreference) => price(pads, preferring(quality)).total!;
    expect(total('oem').low).toBeGreaterThanOrEqual(total('equivalent').low);
    expect(total('oem').high).toBeGreaterThanOrEqual(total('equivalent').high);
    expect(total('equivalent').high).toBeGreaterThanOrEqual(total('budget').high);
  });

  it('shows its lines where the driver likes details, and totals alone where not', () => {
    const detailed = price(pads, preferring('equivalent', 'detailed'));
    expect(detailed.parts!.length).toBeGreaterThan(1);
    expect(detailed.labor).toMatchObject({ region: 'national' });
    const summary = price(pads, preferring('equivalent', 'summary'));
    expect(summary).not.toHaveProperty('parts');
    expect(summary).not.toHaveProperty('labor');
    expect(summary.total).toEqual(detailed.total);
    expect(price({ ...pads, display: 'detailed' }, preferring('equivalent', 'summary')).parts).toBeDefined();
  });

  it('counts every piece of a line', () => {
    const rotors = price(pads, inSession()).parts!.find(({ name }) => name.includes('rotor'))!;
    const one = price({ ...pads }, inSession()).partsTotal!;
    expect(rotors.quantity).toBe(2);
    expect(one.low).toBeGreaterThanOrEqual(rotors.price.low);
  });

  it('counts one spark plug for each cylinder that the VIN told', () => {
    const { parts } = price({ problem: 'spark plugs' }, inSession({ vehicle: aDecodedV6 }));
    expect(parts).toMatchObject([{ quantity: 6 }]);
  });

  it('goes from the cheapest to the dearest of the parts of which a look decides, and says so', () => {
    const { partsTotal, parts, note } = price({ fault: 'fuel.pump-relay-module' }, inSession());
    expect(partsTotal).toEqual({
      low: Math.min(...parts!.map((line) => line.price.low)),
      high: Math.max(...parts!.map((line) => line.price.high)),
    });
    expect(note).toContain('from the cheapest to the dearest');
  });

  it('says why a part is better than was asked for', () => {
    expect(price({ fault: 'airbags.clock-spring' }, preferring('budget')).note).toContain('clock spring');
  });

  it('is for the last diagnosis where nothing is named', () => {
    expect(price({}, inSession({ faults: ['brakes.worn-pads'] })).work).toBe('brakes.worn-pads');
  });

  it('is none where the work is unknown', () => {
    expect(price({ problem: 'knit a woolen sweater' }, inSession())).toEqual({
      found: false,
      preference: 'equivalent',
      display: 'detailed',
    });
  });

  it('is whole dollars, fits into a turn and says something for all work there is', () => {
    const spreads: number[] = [];
    for (const fault of workById.keys()) {
      const priced = price({ fault }, inSession());
      expect(bytesOf(priced)).toBeLessThanOrEqual(2_500);
      const { low, high } = priced.total!;
      expect([low, high]).toEqual([Math.round(low), Math.round(high)]);
      spreads.push(high / Math.max(1, low));
    }
    // half of all answers end at less than five times their beginning
    expect(spreads.sort((one, other) => one - other)[spreads.length >> 1]).toBeLessThan(5);
  });
});

describe('shop supplies', () => {
  it('are a share of the labor with a floor and a cap', () => {
    expect(suppliesFor({ low: 20, high: 200 })).toEqual({ low: 3, high: 10 });
    expect(suppliesFor({ low: 700, high: 5_000 })).toEqual({ low: 35, high: 35 });
  });

  it('are none where no shop is at work', () => {
    expect(suppliesFor({ low: 0, high: 0 })).toEqual({ low: 0, high: 0 });
  });
});
