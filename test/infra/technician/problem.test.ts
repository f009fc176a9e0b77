/** The local technician and a problem: diagnosis, safety, repair, and the answers to its own questions. */
import { describe, expect, it } from 'vitest';
import { session } from './session.ts';

describe('a problem', () => {
  it('is diagnosed, judged and repaired over three turns', async () => {
    const { says, tools, inputOf } = session();

    const diagnosis = await says('My brakes are squealing');
    expect(diagnosis).toContain('worn brake pads');
    expect(diagnosis).toContain('What to check first');
    expect(diagnosis).toContain('You can drive, but carefully');
    expect(diagnosis).not.toMatch(/[{}|]/);

    expect(await says('Is it safe to drive?')).toContain('worn brake pads');
    expect(tools()).toEqual([]);

    expect(await says('How do I fix it?')).toContain('Replace the brake pads');
    expect(inputOf('repair_instructions')).toEqual({ fault: 'brakes.worn-pads' });
  });

  it('is read together with the answer to a question about it', async () => {
    const { says, inputOf } = session();
    await says('Hello!');
    await says('My brakes are squealing');
    await says('mostly in the morning when it is cold');
    expect(inputOf('symptom_diagnosis_analyzer')).toEqual({
      symptoms: 'My brakes are squealing\nmostly in the morning when it is cold',
    });
  });

  it('is not mixed up with another problem', async () => {
    const { says, inputOf } = session();
    await says('My brakes are squealing');
    await says('Another problem: the air conditioning blows warm air');
    expect(inputOf('symptom_diagnosis_analyzer')?.['symptoms']).toBe(
      'Another problem: the air conditioning blows warm air',
    );
  });

  it('ends with an offer that can be accepted, and no question is asked twice', async () => {
    const { says, inputOf } = session();
    await says('My brakes are squealing');
    expect(await says('no, nothing else')).toMatch(/Would you like to know how it is repaired\?$/);
    await says('yes please');
    expect(inputOf('repair_instructions')).toEqual({ fault: 'brakes.worn-pads' });
  });

  it('that nobody can name leaves the technician honest', async () => {
    const { says, tools } = session({ level: 'precision' });
    await says('My brakes are squealing');
    expect(await says('Another problem: my car makes a noise')).toMatch(/^I cannot name a cause from that yet\./);
    await says('What would that cost?');
    expect(tools()).toEqual([]);
  });

  it('told with trouble codes gets their meaning told', async () => {
    const { says, inputOf } = session();
    const answer = await says('check engine light is on, codes p0301 and P1ABC');
    expect(inputOf('symptom_diagnosis_analyzer')).toMatchObject({ codes: ['P0301', 'P1ABC'] });
    expect(answer).toContain('The code P0301 means: cylinder 1 misfire');
    expect(answer).toContain('P1ABC is not in my list');
  });

  it('on a known vehicle is told of that vehicle, and of none in a quick session', async () => {
    const vehicle = { year: 2015, make: 'Honda', model: 'Civic' };
    expect(await session({ level: 'vehicle', vehicle }).says('My brakes are squealing')).toContain(
      'On your 2015 Honda Civic this sounds most like',
    );
    expect(await session().says('My brakes are squealing')).toMatch(/^This sounds most like/);
  });

  it('is read with the vehicle that was named some messages before', async () => {
    const { says, inputOf } = session({ level: 'vehicle' });
    await says('I have a 2015 Honda Civic');
    await says('Thanks');
    await says('My brakes are squealing');
    expect(inputOf('symptom_diagnosis_analyzer')?.['symptoms']).toBe('My brakes are squealing\n2015 Honda Civic');
  });

  it.each([
    'My brakes are squealing',
    'steering wheel shakes at 60 mph',
    'it overheats in traffic',
    'the transmission slips and smells burnt',
    'airbag light is on after I moved the seat',
    'strong gas smell and a puddle under the tank',
    'rotten egg smell from the exhaust',
    'brake pedal goes to the floor',
  ])('is answered in 400 to 900 characters: %s', async (text) => {
    const { length } = await session().says(text);
    expect(length).toBeGreaterThanOrEqual(400);
    expect(length).toBeLessThanOrEqual(900);
  });
});

describe('a repair', () => {
  it.each([
    ['that is named after a diagnosis of something else', 'And how do I replace the spark plugs?', /spark plugs/],
    ['that is named without a diagnosis', 'How do I change the front brake pads?', /brake pads/],
  ])('%s is looked up by its words', async (_which, text, answer) => {
    const { says, inputOf } = session();
    if (text.startsWith('And')) await says('My brakes are squealing');
    expect(await says(text)).toMatch(answer);
    expect(inputOf('repair_instructions')).toEqual({ problem: text });
  });

  it('in the message of a problem waits for the diagnosis', async () => {
    const { says, tools, inputOf } = session();
    await says('My brakes are squealing. How do I fix it?');
    expect(tools()).toEqual([['symptom_diagnosis_analyzer'], ['repair_instructions']]);
    expect(inputOf('repair_instructions')).toEqual({ fault: 'brakes.worn-pads' });
  });

  it('without a name is asked about', async () => {
    expect(await session().says('How do I fix it?')).toMatch(/^Which repair do you mean\?/);
  });
});
