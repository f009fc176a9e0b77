import { describe, expect, it } from 'vitest';
import { faultById, jobById } from '../../../functions/tools/knowledge/index.ts';
import { laborCost } from '../../../functions/tools/labor-estimator/cost.ts';
import { estimateLabor } from '../../../functions/tools/labor-estimator/index.ts';
import { rateIn } from '../../../functions/tools/shop-rates.ts';
import { workById } from '../../../functions/tools/work/works.ts';
import { bytesOf, inSession } from './in-session.ts';

const pads = { fault: 'brakes.worn-pads' };

describe('an estimate of labor', () => {
  it('has hours, a rate and what they come to', () => {
    const { found, hours, rate, cost } = estimateLabor(pads, inSession());
    expect(found).toBe(true);
    expect(hours).toEqual(faultById.get(pads.fault)!.fault.labor);
    expect(cost!.low).toBeGreaterThanOrEqual(hours!.low * rate!.low);
    expect(cost!.high).toBeLessThanOrEqual(hours!.high * rate!.high);
    expect(cost!.high).toBeGreaterThan(cost!.low);
  });

  it('knows the rates of a state’s region', () => {
    const { rate, region } = estimateLabor({ ...pads, state: 'CA' }, inSession());
    expect(region).not.toBe('national');
    expect(rate).toEqual(rateIn('CA').hourly);
  });

  it.each([undefined, 'ZZ'])('takes the whole country’s rates for the state %s', (state) => {
    expect(estimateLabor({ ...pads, ...(state ? { state } : {}) }, inSession()).region).toBe('national');
  });

  it('gives every state of the Union a region', () => {
    const states =
      'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC';
    expect(states.split(' ').filter((state) => rateIn(state).region === 'national')).toEqual([]);
  });

  it('says how a driver would fare without a shop, and keeps quiet where only a shop should', () => {
    expect(estimateLabor(pads, inSession()).yourself).toEqual({
      difficulty: 'moderate',
      minutes: faultById.get(pads.fault)!.fault.repair.minutes,
    });
    expect(estimateLabor({ fault: 'airbags.clock-spring' }, inSession()).yourself).toBeUndefined();
  });

  it('gives a driver longer for a job that is longer than the repair that shows it', () => {
    const both = estimateLabor({ fault: 'brakes.job-all-pads-rotors' }, inSession());
    expect(jobById.get('brakes.job-all-pads-rotors')?.job.shownBy).toBe(pads.fault);
    expect(both.yourself!.minutes.high).toBeGreaterThan(estimateLabor(pads, inSession()).yourself!.minutes.high);
  });

  it('is none where the work is unknown', () => {
    expect(estimateLabor({ problem: 'knit a woolen sweater' }, inSession())).toEqual({ found: false });
  });

  it('is in whole dollars and tenths of hours for all work there is', () => {
    for (const fault of workById.keys()) {
      const estimate = estimateLabor({ fault }, inSession());
      expect(bytesOf(estimate)).toBeLessThanOrEqual(2_500);
      for (const dollars of Object.values(estimate.cost!)) expect(dollars).toBe(Math.round(dollars));
      for (const hours of Object.values(estimate.hours!)) expect(hours).toBe(Math.round(hours * 10) / 10);
    }
  });
});

describe('hours times rate', () => {
  it('is narrower than all the worst at once', () => {
    expect(laborCost({ low: 1, high: 2 }, { low: 100, high: 200 })).toEqual({ low: 123, high: 327 });
  });

  it('is what it is where both are certain', () => {
    expect(laborCost({ low: 2, high: 2 }, { low: 100, high: 100 })).toEqual({ low: 200, high: 200 });
  });

  it('is nothing for no work, and a little for work that may take no time', () => {
    expect(laborCost({ low: 0, high: 0 }, { low: 100, high: 200 })).toEqual({ low: 0, high: 0 });
    expect(laborCost({ low: 0, high: 1 }, { low: 100, high: 200 }).low).toBeGreaterThan(0);
  });
});
