/** What a round of tools means for the conversation. */
import { describe, expect, it } from 'vitest';
import { contextAfter, findingsOf } from '../../../functions/turn/findings.ts';
import type { Conversation, ToolResult } from '../../../workflows/chat-turn/contract.ts';

const TURN = '11111111-1111-4111-8111-111111111111';
const conversation = {
  context: {
    today: '2026-01-22',
    preferences: { partsPreference: 'equivalent', costDisplay: 'detailed' },
    pictures: [],
    faults: ['engine.misfire'],
  },
} as unknown as Conversation;

const returned = (name: string, result: Record<string, unknown>): ToolResult => ({
  toolUseId: name,
  name,
  input: {},
  result,
});
const diagnosis = returned('symptom_diagnosis_analyzer', {
  verdict: 'likely',
  causes: [
    {
      fault: 'brakes.worn-pads',
      name: 'worn brake pads',
      system: 'brakes',
      confidence: 0.9,
      urgency: 'drive',
      evidence: [],
    },
  ],
  checks: [],
  parts: ['front-brake-pads'],
});
const vin = returned('vin_processor', {
  decoded: true,
  details: { year: 2003, make: 'Honda', model: 'Accord', engine: { cylinders: 6 } },
  source: 'nhtsa',
  sourceVersion: 'today',
  readBy: 'typed',
});
const price = returned('pricing_calculator', {
  found: true,
  work: 'brakes.worn-pads',
  preference: 'oem',
  display: 'summary',
  total: { low: 100, high: 300 },
});

describe('a round of tools', () => {
  it('leaves the diagnosis, and names the session after vehicle and trouble', () => {
    expect(findingsOf(TURN, [diagnosis], { year: 2024, make: 'Honda', model: 'Civic' })).toMatchObject({
      diagnosis: { turnId: TURN, parts: ['front-brake-pads'], causes: [{ fault: 'brakes.worn-pads' }] },
      title: '2024 Honda Civic - Brake Issues',
      costs: [],
    });
    expect(findingsOf(TURN, [diagnosis], undefined)).not.toHaveProperty('title');
  });

  it('leaves the price that was given', () =>
    expect(findingsOf(TURN, [price], undefined).costs).toEqual([
      { turnId: TURN, work: 'brakes.worn-pads', low: 100, high: 300 },
    ]));

  it('leaves nothing of a tool that failed, answered otherwise than promised, or does not know', () => {
    const broken = [
      { ...diagnosis, result: undefined, error: 'States.Timeout' },
      returned('pricing_calculator', { found: 'maybe' }),
      returned('symptom_diagnosis_analyzer', { verdict: 'unclear', causes: [], checks: [], parts: [] }),
    ];
    expect(findingsOf(TURN, broken, undefined)).toEqual({ costs: [] });
    expect(contextAfter(conversation, broken)).toEqual({ context: conversation.context });
  });

  it('lets the next round know the vehicle of the VIN and the new diagnosis', () =>
    expect(contextAfter(conversation, [vin, diagnosis])).toMatchObject({
      vinSource: 'nhtsa',
      context: { vehicle: { year: 2003, make: 'Honda', engine: { cylinders: 6 } }, faults: ['brakes.worn-pads'] },
    }));
});
