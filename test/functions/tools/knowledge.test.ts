import { describe, expect, it } from 'vitest';
import { faultById, knowledge, parseKnowledge } from '../../../functions/tools/knowledge/index.ts';
import { InvalidInput } from '../../../schemas/errors.ts';
import { System } from '../../../schemas/knowledge.ts';

describe('the knowledge base', () => {
  it('covers the thirteen systems with at least forty faults', () => {
    expect(knowledge.map(({ system }) => system).sort()).toEqual([...System.options].sort());
    expect(faultById.size).toBeGreaterThanOrEqual(40);
  });

  it('gives every fault an id of its own', () => {
    const faults = knowledge.flatMap((system) => system.faults);
    expect(faultById.size).toBe(faults.length);
  });

  it('names a part the same wherever it is needed', () => {
    const names = new Map<string, Set<string>>();
    for (const { parts } of [...faultById.values()].map(({ fault }) => fault))
      for (const { id, name } of parts) names.set(id, (names.get(id) ?? new Set()).add(name));
    const several = [...names].filter(([, of]) => of.size > 1).map(([id, of]) => `${id}: ${[...of].join(' / ')}`);
    expect(several).toEqual([]);
  });

  it('says in which file and field a slip is', () => {
    const [brakes] = knowledge;
    const broken = {
      ...brakes,
      faults: brakes!.faults.map((fault, at) => (at === 1 ? { ...fault, urgency: 'soon' } : fault)),
    };
    expect(() => parseKnowledge('brakes', broken)).toThrow(InvalidInput);
    expect(() => parseKnowledge('brakes', broken)).toThrow(/knowledge\/brakes\.json, faults\.1\.urgency/);
  });

  it('refuses a file that holds another system than its name says', () => {
    expect(() => parseKnowledge('steering', knowledge[0])).toThrow(/knowledge\/steering\.json, system/);
  });
});
