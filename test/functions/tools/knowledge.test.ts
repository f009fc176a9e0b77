import { describe, expect, it } from 'vitest';
import { faultById, jobById, knowledge, parseKnowledge, partById } from '../../../functions/tools/knowledge/index.ts';
import { InvalidInput } from '../../../schemas/errors.ts';
import { System } from '../../../schemas/knowledge.ts';

describe('the knowledge base', () => {
  it('covers every system with at least 150 faults', () => {
    expect(knowledge.map(({ system }) => system).sort()).toEqual([...System.options].sort());
    expect(faultById.size).toBeGreaterThanOrEqual(150);
  });

  it('gives every fault an id of its own', () => {
    const faults = knowledge.flatMap((system) => system.faults);
    expect(faultById.size).toBe(faults.length);
  });

  it('keeps every part once, and knows every part, fault and job that something points at', () => {
    const parts = knowledge.flatMap((system) => system.parts);
    expect(partById.size).toBe(parts.length);
    const needing = knowledge.flatMap(({ faults, jobs }) => [...faults, ...jobs]);
    const lost = needing.flatMap(({ id, parts }) =>
      parts.filter((part) => !partById.has(part.id)).map((part) => `${id} needs ${part.id}`),
    );
    const unshown = [...jobById.values()].flatMap(({ job }) =>
      job.shownBy !== undefined && !faultById.has(job.shownBy) ? [`${job.id} is shown by ${job.shownBy}`] : [],
    );
    expect([...lost, ...unshown]).toEqual([]);
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
