import { describe, expect, it } from 'vitest';
import { openQuestions } from '../../../functions/tools/interactive-parts-selector/questions.ts';
import { selectParts } from '../../../functions/tools/interactive-parts-selector/index.ts';
import { partById } from '../../../functions/tools/knowledge/index.ts';
import { workById } from '../../../functions/tools/work/works.ts';
import { PartsPreference } from '../../../schemas/tools/work.ts';
import { aCivic, aDecodedV6, bytesOf, inSession } from './in-session.ts';

const pads = { fault: 'brakes.worn-pads' };
const preferring = (partsPreference: PartsPreference) =>
  inSession({ preferences: { partsPreference, costDisplay: 'detailed' } });

describe('the parts of a repair', () => {
  it.each(PartsPreference.options)('come in the quality that the driver prefers: %s', (quality) => {
    const selection = selectParts(pads, preferring(quality));
    expect(selection).toMatchObject({ found: true, work: 'brakes.worn-pads', preference: quality });
    const chosen = selection.parts.find(({ part }) => part === 'front-brake-pads');
    expect(chosen?.chosen.quality).toBe(quality);
    expect(chosen?.others.map((other) => other.quality)).not.toContain(quality);
  });

  it('come in the quality that was asked for just now, whatever the driver prefers else', () => {
    expect(selectParts({ ...pads, preference: 'oem' }, preferring('budget')).preference).toBe('oem');
  });

  it('cost no less the better they are', () => {
    const low = (quality: PartsPreference) => selectParts(pads, preferring(quality)).parts[0]!.chosen.price.low;
    expect(low('oem')).toBeGreaterThanOrEqual(low('equivalent'));
    expect(low('equivalent')).toBeGreaterThanOrEqual(low('budget'));
  });

  it('are one step better where nobody should fit the cheapest, and the note says why', () => {
    const selection = selectParts({ fault: 'airbags.clock-spring' }, preferring('budget'));
    expect(partById.get('clock-spring')?.prices.budget).toBeUndefined();
    expect(selection.parts[0]?.chosen.quality).toBe('equivalent');
    expect(selection.note).toContain('clock spring');
    expect(selectParts(pads, preferring('oem')).note).toBeUndefined();
  });

  it('are none where the work is unknown', () => {
    expect(selectParts({ problem: 'knit a woolen sweater' }, inSession())).toEqual({
      found: false,
      preference: 'equivalent',
      parts: [],
    });
  });

  it('are those of the last diagnosis where nothing is named', () => {
    expect(selectParts({}, inSession({ faults: ['brakes.worn-pads'] })).work).toBe('brakes.worn-pads');
  });

  it('fit into a turn for all work there is', () => {
    for (const fault of workById.keys())
      for (const vehicle of [undefined, aCivic])
        expect(bytesOf(selectParts({ fault }, inSession(vehicle ? { vehicle } : {})))).toBeLessThanOrEqual(2_500);
  });
});

describe('before ordering', () => {
  const ask = (problem: string, vehicle?: typeof aCivic) =>
    selectParts({ problem }, inSession(vehicle ? { vehicle } : {})).ask;

  it('a driver whose car is unknown is asked for it', () => {
    expect(ask('radiator')).toBe('Before ordering: which year, make, model and engine is it?');
  });

  it('a driver whose car is known is asked for what it leaves open, not for what it tells', () => {
    expect(partById.get('radiator')?.fit).toContain('engine');
    expect(ask('radiator', aCivic)).toContain('engine');
    expect(ask('radiator', aDecodedV6) ?? '').not.toMatch(/\bengine,|automatic or manual/);
  });

  it('nothing is asked where nothing is ordered', () => {
    expect(ask('wheel alignment')).toBeUndefined();
  });

  it.each([
    ['engine, automatic or manual, tow package', ['tow package']],
    ['VIN; programming is extra', []],
    ['rotor diameter and trim', ['rotor diameter']],
    ['number and rating on the old relay', ['number and rating on the old relay']],
    ['engine code', ['engine code']],
    ['manual or automatic climate; front or rear', ['manual or automatic climate', 'front or rear']],
    ['VIN and seat type: cloth, leather, heated', ['seat type: cloth, leather, heated']],
    ['some come only with the caliper', []],
  ])('with the VIN decoded, “%s” leaves open: %j', (fit, open) => {
    expect(openQuestions(fit, aDecodedV6)).toEqual(open);
  });
});
