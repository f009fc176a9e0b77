/** The local technician asks for the car where that helps and the level allows, and only for tools that it is offered. */
import { describe, expect, it } from 'vitest';
import { toolSpecs } from '../../../functions/tools/specs.ts';
import { toolsAt } from '../../../schemas/tools/access.ts';
import type { ChatMessage } from '../../../schemas/converse.ts';
import { model, session, textOf, user, usesOf } from './session.ts';

describe('which car it is', () => {
  const FOR_VIN = 'If you send me the VIN, typed or as a picture';
  const FOR_VEHICLE = 'tell me its year, make and model';

  it('is asked once at precision, by VIN or picture', async () => {
    const { says } = session({ level: 'precision' });
    expect(await says('My brakes are squealing')).toContain(FOR_VIN);
    expect(await says('what would that cost?')).not.toContain(FOR_VIN);
    expect(await says('The engine overheats in traffic')).not.toContain(FOR_VIN);
  });

  it('is asked once at the vehicle level, by year, make and model', async () => {
    const { says } = session({ level: 'vehicle' });
    expect(await says('How much are front brake pads?')).toContain(FOR_VEHICLE);
    expect(await says('which parts do I need?')).not.toContain(FOR_VEHICLE);
  });

  it('is not asked where it is known, was just told, or is of no use', async () => {
    const vehicle = { year: 2015, make: 'Honda', model: 'Civic' };
    expect(await session({ level: 'vehicle', vehicle }).says('My brakes are squealing')).not.toContain(FOR_VEHICLE);
    expect(await session({ level: 'vehicle' }).says('My 2015 Honda Civic squeals')).not.toContain(FOR_VEHICLE);
    expect(await session({ level: 'precision', vehicle, vinSource: 'nhtsa' }).says('It stalls')).not.toContain('VIN');
    expect(await session({ level: 'precision' }).says('Hello')).not.toContain('VIN');
    expect(await session().says('My brakes are squealing')).not.toMatch(/VIN|make and model/);
  });
});

describe('tools', () => {
  const messages = [
    'My brakes are squealing, what would that cost, are the parts in stock and how do I fix it?',
    'How do I replace the brake pads?',
    'which parts do I need for front brake pads and what is the labor?',
    'VIN 1M8GDM9AXKP042788',
  ];

  it.each(['quick', 'vehicle', 'precision'] as const)('are those of the level: %s', async (level) => {
    for (const text of messages) {
      const { says, tools } = session({ level, pictures: 1, vin: { decoded: false } });
      await says(text);
      for (const tool of tools().flat()) expect(toolsAt[level]).toContain(tool);
    }
  });

  it('that are not there are missed in words', async () => {
    for (const text of ['My brakes are squealing', 'How do I replace the brake pads?']) {
      const { says, tools } = session({ tools: [] });
      expect(await says(text)).toContain('not available');
      expect(tools()).toEqual([]);
    }
  });

  it('that failed are not asked again, and missed in words', async () => {
    const text = 'My brakes are squealing, what would that cost?';
    const alone = session({ level: 'precision', failing: ['pricing_calculator'] });
    expect(await alone.says(text)).toMatch(/worn brake pads[^]*could not work out the price[^]*the tool failed/);
    const all = session({ level: 'precision', failing: [...toolsAt.precision] });
    expect(await all.says(text)).toMatch(/did not work just now/);
    expect(all.tools()).toEqual([['symptom_diagnosis_analyzer']]);
  });
});

describe('the model port', () => {
  const request = (messages: ChatMessage[]) => ({
    system: 'Context: {"level":"precision"}',
    messages,
    tools: toolSpecs(toolsAt.precision),
  });
  const TWO = 'What would front brake pads cost and are the parts available?';

  it('answers the same request the same way', async () => {
    const [once, again] = await Promise.all([model(request([user(TWO)])), model(request([user(TWO)]))]);
    expect(again).toEqual(once);
    expect(once).toMatchObject({ model: 'local-technician-1', stopReason: 'tool_use' });
  });

  it('gives every call of a round an id of its own', async () => {
    const uses = usesOf(await model(request([user(TWO)])));
    expect(uses.map(({ name }) => name)).toEqual(['pricing_calculator', 'parts_availability_lookup']);
    expect(new Set(uses.map(({ toolUseId }) => toolUseId)).size).toBe(2);
  });

  it('survives a prompt without context, an empty result and messages without words', async () => {
    for (const system of ['', 'Context: {', 'Context: {"level":"psychic"}'])
      expect(textOf(await model({ system, messages: [user('Hello')], tools: [] }))).toContain('Dixon');
    const asking = await model(request([user('My brakes are squealing')]));
    const toolResult = { toolUseId: usesOf(asking)[0]!.toolUseId, content: [{ json: { odd: true } }] };
    const answer: ChatMessage = { role: 'user', content: [{ toolResult }] };
    expect(textOf(await model(request([user('My brakes are squealing'), asking.message, answer])))).toContain(
      'did not work just now',
    );
    expect(textOf(await model(request([answer])))).toContain('car technician');
  });
});
