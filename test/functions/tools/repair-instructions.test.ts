import { describe, expect, it } from 'vitest';
import { faultById } from '../../../functions/tools/knowledge/index.ts';
import { cutToFit, instruct } from '../../../functions/tools/repair-instructions/index.ts';

describe('repair instructions', () => {
  it('come by the fault that was diagnosed', () => {
    const repair = instruct({ fault: 'brakes.worn-pads' });
    expect(repair).toMatchObject({ found: true, fault: 'brakes.worn-pads', difficulty: 'moderate' });
    expect(repair.steps.length).toBeGreaterThanOrEqual(3);
    expect(repair.warnings.length).toBeGreaterThan(0);
    expect(repair.cut).toBeUndefined();
  });

  it.each([
    ['how do I change the brake pads', 'brakes.worn-pads'],
    ['replace the alternator', 'starting_charging.failing-alternator'],
    ['how to replace spark plugs', 'engine.ignition-misfire'],
    ['patch a flat tire', 'tires_wheels.slow-leak'],
    ['swap the cabin filter', 'hvac.cabin-filter'],
  ])('come by the repair in words: %s', (problem, fault) => {
    expect(instruct({ problem }).fault).toBe(fault);
  });

  it('come by the problem where no repair is named', () => {
    expect(instruct({ problem: 'my brakes are squealing' }).fault).toBe('brakes.worn-pads');
  });

  it('fall back to the words where the fault id is unknown', () => {
    expect(instruct({ fault: 'brakes.never-heard-of', problem: 'brake pads' }).fault).toBe('brakes.worn-pads');
  });

  it.each([
    ['nothing was asked', {}],
    ['the fault is unknown', { fault: 'brakes.never-heard-of' }],
    ['the words are not about a car', { problem: 'what is the meaning of life' }],
  ])('are not found where %s', (_why, input) => {
    expect(instruct(input)).toEqual({ found: false, tools: [], steps: [], warnings: [] });
  });

  it('fit into a turn for every fault of the knowledge base', () => {
    for (const fault of faultById.keys())
      expect(Buffer.byteLength(JSON.stringify(instruct({ fault })))).toBeLessThanOrEqual(4_000);
  });

  it('say so where steps had to be cut, and keep every warning', () => {
    const long = {
      ...instruct({ fault: 'brakes.worn-pads' }),
      steps: Array.from({ length: 12 }, () => 'x'.repeat(400)),
    };
    const cut = cutToFit(long);
    expect(Buffer.byteLength(JSON.stringify(cut))).toBeLessThanOrEqual(4_000);
    expect(cut.cut).toBe(`The last ${12 - cut.steps.length} of 12 steps are left out here.`);
    expect(cut.warnings).toEqual(long.warnings);
  });
});
