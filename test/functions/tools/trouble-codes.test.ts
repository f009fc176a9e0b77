import { describe, expect, it } from 'vitest';
import { parseTroubleCodes, troubleCode, troubleCodes } from '../../../functions/tools/trouble-codes.ts';
import { InvalidInput } from '../../../schemas/errors.ts';

const ones = [...troubleCodes.values()];
const slip = (field: object) => ones.map((entry) => (entry.code === 'P0301' ? { ...entry, ...field } : entry));

describe('the trouble codes', () => {
  it('hold at least 800 powertrain codes that mean the same on every make', () => {
    expect(ones.filter(({ code }) => code.startsWith('P0')).length).toBeGreaterThanOrEqual(800);
  });

  it('say what to look at first for at least 150 codes, in two to four steps', () => {
    const withChecks = ones.flatMap(({ checks }) => (checks ? [checks.length] : []));
    expect(withChecks.length).toBeGreaterThanOrEqual(150);
    expect(withChecks.filter((steps) => steps < 2 || steps > 4)).toEqual([]);
  });

  it('refuse a code that is there twice', () => {
    const twice = [...ones, troubleCode('P0301')];
    expect(() => parseTroubleCodes(twice)).toThrow(/trouble-codes\.json, P0301\.code: P0301 is there twice/);
    expect(() => parseTroubleCodes(ones)).not.toThrow();
  });

  it.each([
    ['P0301', 'engine', /^Cylinder 1 Misfire Detected$/],
    ['P0420', 'exhaust_emissions', /Catalyst System Efficiency Below Threshold \(Bank 1\)/],
    ['P0455', 'exhaust_emissions', /Leak Detected \(large leak\)/],
    ['P0128', 'cooling', /Coolant Thermostat/],
    ['P0741', 'transmission_drivetrain', /Torque Converter Clutch .* Stuck Off/],
    ['P0562', 'starting_charging', /^System Voltage Low$/],
    ['P0571', 'brakes', /^Brake Switch A Circuit$/],
    ['P0A80', 'hybrid_ev', /^Replace Hybrid\/EV Battery Pack$/],
    ['U0100', 'electrical', /^Lost Communication With ECM/],
  ])('know what %s means, that it belongs to %s, and what to look at first', (code, system, meaning) => {
    const found = troubleCode(code);
    expect(found?.system).toBe(system);
    expect(found?.meaning).toMatch(meaning);
    expect(found?.checks?.length).toBeGreaterThanOrEqual(2);
  });

  it('find a code however it is typed', () => {
    expect(troubleCode(' p0301 ')).toBe(troubleCode('P0301'));
  });

  it('answer undefined for a code that is not generic, and for what is no code', () => {
    expect(troubleCode('P1234')).toBeUndefined();
    expect(troubleCode('P03')).toBeUndefined();
    expect(troubleCode('')).toBeUndefined();
  });

  it('say in which file and at which code a slip is', () => {
    expect(() => parseTroubleCodes(slip({ system: 'motor' }))).toThrow(InvalidInput);
    expect(() => parseTroubleCodes(slip({ system: 'motor' }))).toThrow(/knowledge\/trouble-codes\.json, P0301\.system/);
    expect(() => parseTroubleCodes(slip({ checks: [] }))).toThrow(/trouble-codes\.json, P0301\.checks/);
    expect(() => parseTroubleCodes(slip({ code: undefined }))).toThrow(/trouble-codes\.json, entry \d+\.code/);
    expect(() => parseTroubleCodes('P0301')).toThrow(/trouble-codes\.json, the whole file/);
  });

  it('can be gone through like any map', () => {
    const seen: string[] = [];
    troubleCodes.forEach((entry, code, map) => {
      if (map.get(code) === entry) seen.push(code);
    });
    expect(seen).toEqual([...troubleCodes.keys()]);
    expect([...troubleCodes]).toEqual([...troubleCodes.entries()]);
    expect(troubleCodes.size).toBe(seen.length);
    expect(troubleCodes.has('P0301')).toBe(true);
  });
});
