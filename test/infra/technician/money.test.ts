/** The local technician about parts, time and money. */
import { describe, expect, it } from 'vitest';
import { session } from './session.ts';

const PADS = { fault: 'brakes.worn-pads' };

describe('at precision', () => {
  it('remembers the diagnosis when asked "and what would that cost?"', async () => {
    const { says, tools, inputOf } = session({ level: 'precision' });
    await says('My brakes are squealing');
    const answer = await says('and what would that cost?');
    expect(tools()).toEqual([['pricing_calculator']]);
    expect(inputOf('pricing_calculator')).toEqual(PADS);
    expect(answer).toMatch(/about \$\d+ to \$\d+ in all/);
    expect(answer).toMatch(/\n- Front brake pad set: \$\d+ to \$\d+\n/);
    expect(answer).toMatch(/\n- Labor: \$\d+ to \$\d+, about 1 to 2 hours at/);
    expect(answer).not.toMatch(/[{}|]|brakes\.|front-brake/);
  });

  it('asks for price and availability in one round', async () => {
    const { says, tools } = session({ level: 'precision' });
    await says('My brakes are squealing');
    const answer = await says('what would that cost and are the parts available?');
    expect(tools()).toEqual([['pricing_calculator', 'parts_availability_lookup']]);
    expect(answer).toContain("I cannot see today's stock");
    expect(answer).toContain('The same day: front brake pad set');
  });

  it('diagnoses first where the problem comes with the question', async () => {
    const { says, tools, inputOf } = session({ level: 'precision' });
    const answer = await says('My brakes are squealing, how much will it cost to fix?');
    expect(tools()).toEqual([['symptom_diagnosis_analyzer'], ['pricing_calculator']]);
    expect(inputOf('pricing_calculator')).toEqual(PADS);
    expect(answer).toContain('worn brake pads');
    expect(answer).toMatch(/\$\d+ to \$\d+ in all/);
    expect(answer.length).toBeLessThanOrEqual(1_400);
  });

  it('prices work that is named without a diagnosis, and keeps it in mind', async () => {
    const { says, tools, inputOf } = session({ level: 'precision' });
    const asked = { problem: 'How much does it cost to replace front brake pads?' };
    expect(await says(asked.problem)).toContain('front brake pad replacement');
    expect(tools()).toEqual([['pricing_calculator']]);
    await says('are they in stock?');
    expect(inputOf('parts_availability_lookup')).toEqual(asked);
  });

  it('prices the part that a mechanic named in the sentence before the question', async () => {
    const { says } = session({ level: 'precision' });
    const answer = await says('My mechanic says I need a new alternator. How much would that cost?');
    expect(answer).toContain('alternator replacement');
  });

  it.each([
    ['I want OEM parts', { preference: 'oem' }],
    ['with the cheapest parts please', { preference: 'budget' }],
    ['aftermarket parts, please', { preference: 'equivalent' }],
    ['just the total', { display: 'summary' }],
    ['in detail please', { display: 'detailed' }],
    ['I live in Texas', { state: 'TX' }],
    ['CA', { state: 'CA' }],
  ])('asks again as the driver wishes: %s', async (wish, input) => {
    const { says, inputOf } = session({ level: 'precision' });
    await says('My brakes are squealing');
    await says('what would that cost?');
    await says(wish);
    expect(inputOf('pricing_calculator')).toEqual({ ...PADS, ...input });
  });

  it('keeps wishes for later questions', async () => {
    const { says, inputOf } = session({ level: 'precision' });
    await says('I want OEM parts and I live in Austin, TX');
    await says('My brakes are squealing');
    await says('what would that cost?');
    expect(inputOf('pricing_calculator')).toEqual({ ...PADS, preference: 'oem', state: 'TX' });
  });

  it('says a summary in one sentence', async () => {
    const preferences = { partsPreference: 'oem', costDisplay: 'summary' } as const;
    const { says } = session({ level: 'precision', preferences });
    await says('My brakes are squealing');
    expect(await says('What would that cost?')).toMatch(
      /^Replace the brake pads and rotors on one axle: about \$\d+ to \$\d+ in all, before tax, with the car maker's own parts \(OEM\)\.$/,
    );
  });

  it('takes no other work for the diagnosed one', async () => {
    const { says, inputOf } = session({ level: 'precision' });
    await says('My brakes are squealing');
    const unknown = 'what does a hovercraft skirt for my car cost?';
    expect(await says(unknown)).toMatch(/^I do not find that work/);
    expect(inputOf('pricing_calculator')).toEqual({ problem: unknown });
    expect(await says('What is the price of gold?')).toContain('car technician');
    expect(await says('How much is it to fix my phone?')).toContain('car technician');
  });
});

describe('at the vehicle level', () => {
  it('gives labor and parts for a question of cost, and says that a total needs precision', async () => {
    const { says, tools } = session({ level: 'vehicle' });
    await says('My brakes are squealing');
    const answer = await says('what would that cost?');
    expect(tools()).toEqual([['labor_estimator', 'interactive_parts_selector']]);
    expect(answer).toMatch(/A mechanic takes about 1 to 2 hours/);
    expect(answer).toMatch(/- Front brake pad set: \$\d+ to \$\d+/);
    expect(answer).toContain('at the precision level only');
    expect(answer).not.toContain('in all');
  });

  it.each([
    ['which parts do I need?', 'interactive_parts_selector', /- Front brake rotor \(2\): \$\d+ to \$\d+ each/],
    ['how long does the repair take?', 'labor_estimator', /the labor is about \$\d+ to \$\d+\./],
    ['do you have them in stock?', 'parts_availability_lookup', /The same day: /],
  ] as const)('answers "%s"', async (question, tool, answer) => {
    const { says, tools } = session({ level: 'vehicle' });
    await says('My brakes are squealing');
    expect(await says(question)).toMatch(answer);
    expect(tools()).toEqual([[tool]]);
  });
});

describe('in a quick session', () => {
  it.each(['what would that cost?', 'which parts do I need?', 'what is the labor?', 'are the parts in stock?'])(
    'names no figure and says which level has them: %s',
    async (question) => {
      const { says, tools } = session();
      await says('My brakes are squealing');
      const answer = await says(question);
      expect(tools()).toEqual([]);
      expect(answer).toMatch(/vehicle level .* precision level/);
      expect(answer).not.toMatch(/\$|\d/);
    },
  );
});
