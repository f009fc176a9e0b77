import { describe, expect, it } from 'vitest';
import { jobById } from '../../../functions/tools/knowledge/index.ts';
import { workFor } from '../../../functions/tools/work/index.ts';
import { aDecodedV6, inSession } from './in-session.ts';

const said = (problem: string, faults: string[] = []) => workFor({ problem }, inSession({ faults }));
const partsOf = (problem: string, faults?: string[]) => said(problem, faults)?.parts.map(({ id }) => id);

describe('the work that is meant', () => {
  it('is the repair of a fault by its id, shown by its own instructions', () => {
    expect(workFor({ fault: 'brakes.worn-pads' }, inSession())).toMatchObject({
      id: 'brakes.worn-pads',
      system: 'brakes',
      fault: 'brakes.worn-pads',
    });
  });

  it('is a job by its id', () => {
    const [job] = jobById.keys();
    expect(workFor({ fault: job! }, inSession())?.id).toBe(job);
  });

  it('is found by every name that the knowledge base has for a job', () => {
    const names = [...jobById.values()].flatMap(({ job }) => [job.name, ...job.also].map((name) => ({ name, job })));
    const lost = names
      .filter(({ name, job }) => said(name)?.id !== job.id)
      .map(({ name, job }) => `${name}: ${job.id}`);
    // a few jobs share a name, and one of them has to win
    expect(lost.length, lost.join('\n')).toBeLessThanOrEqual(names.length * 0.02);
  });

  it.each([
    ['brake pads (one axle)', 'front-brake-pads'],
    ['spark plugs (set, 4 cyl)', 'spark-plug'],
    ['ABS wheel speed sensor (one)', 'wheel-speed-sensor'],
    ['How much would it cost to replace the alternator on my 2015 Honda Civic?', 'alternator'],
    ['new radiators', 'radiator'],
    ['replace the alternater', 'alternator'],
    ['alterantor', 'alternator'],
    ['o2 sensor after the cat', 'oxygen-sensor'],
    ['half shaft', 'cv-axle'],
    ['windshield', 'windshield'],
  ])('is found by its parts in a shop’s words: %s', (problem, part) => {
    expect(partsOf(problem)).toContain(part);
  });

  it('tells one from a set', () => {
    const quantity = (problem: string) => said(problem)?.parts.find(({ id }) => id === 'tpms-sensor')?.quantity;
    expect(quantity('TPMS sensor (one)')).toBe(1);
    expect(quantity('TPMS sensors, all four')).toBe(4);
  });

  it.each(['what is the meaning of life', 'knit a woolen sweater', 'filter', 'hello', '???', 'x'.repeat(400)])(
    'is unknown where the words name none: %s',
    (problem) => {
      expect(said(problem)).toBeUndefined();
    },
  );

  it('is unknown where nothing was asked and nothing diagnosed', () => {
    expect(workFor({}, inSession())).toBeUndefined();
  });

  it('is understood from an id that a model made up', () => {
    expect(workFor({ fault: 'engine.spark-plugs' }, inSession())?.parts.map(({ id }) => id)).toContain('spark-plug');
    expect(workFor({ fault: 'brakes.never-heard-of' }, inSession())).toBeUndefined();
  });
});

describe('after a diagnosis', () => {
  const diagnosis = ['brakes.worn-pads', 'brakes.warped-rotors'];

  it.each([
    '',
    'it',
    'what would that cost',
    'the repair you diagnosed',
    'the brake repair',
    'my brakes are squealing',
  ])('“%s” means its likeliest cause', (problem) => {
    expect(workFor(problem === '' ? {} : { problem }, inSession({ faults: diagnosis }))?.id).toBe(diagnosis[0]);
  });

  it('words that name other work mean that', () => {
    expect(partsOf('replace the alternator', diagnosis)).toContain('alternator');
    expect(said('oil change', ['engine.oil-consumption'])?.id).not.toBe('engine.oil-consumption');
  });

  it('words that name nothing known are not answered with what was diagnosed', () => {
    expect(said('knit a woolen sweater', diagnosis)).toBeUndefined();
  });

  it('a fault that the knowledge base no longer has is passed over', () => {
    expect(workFor({}, inSession({ faults: ['brakes.of-old', ...diagnosis] }))?.id).toBe(diagnosis[0]);
  });
});

describe('for a car whose VIN told its engine', () => {
  const plugs = (problem: string) =>
    workFor({ problem }, inSession({ vehicle: aDecodedV6 }))?.parts.find(({ id }) => id === 'spark-plug')?.quantity;

  it('a set of spark plugs is one for each cylinder', () => {
    expect(plugs('spark plugs')).toBe(6);
  });

  it('other work stays as it is', () => {
    const quantities = (vehicle?: typeof aDecodedV6) =>
      workFor({ problem: 'brake pads and rotors' }, inSession(vehicle ? { vehicle } : {}))?.parts;
    expect(quantities(aDecodedV6)).toEqual(quantities());
  });
});
