/** The local technician and the VIN: what the tool says is told, and nothing else. */
import { describe, expect, it } from 'vitest';
import type { VinProcessed } from '../../../schemas/tools/vin-processor.ts';
import { session } from './session.ts';

const VIN = '1M8GDM9AXKP042788';
const CIVIC: VinProcessed = {
  decoded: true,
  details: {
    year: 2019,
    make: 'Honda',
    model: 'Civic',
    engine: { cylinders: 4, displacementL: 1.996, fuel: 'petrol' },
    transmission: 'automatic',
    drive: 'front',
  },
  source: 'nhtsa',
  sourceVersion: '2026-11',
  readBy: 'typed',
};
const WRONG: VinProcessed = { decoded: false, problem: 'A VIN has 17 characters; this has 16.' };

describe('a VIN at precision', () => {
  it('is looked up, told in words, and followed by a question', async () => {
    const { says, inputOf } = session({ level: 'precision', vin: CIVIC });
    const answer = await says(`My VIN is ${VIN}`);
    expect(inputOf('vin_processor')).toEqual({ method: 'manual', vin: VIN });
    expect(answer).toContain(
      'a 2019 Honda Civic with a 2.0-liter four-cylinder gasoline engine, an automatic transmission and front-wheel drive',
    );
    expect(answer).toContain('NHTSA');
    expect(answer).toMatch(/What does the car do, and when does it happen\?$/);
    expect(answer).not.toContain(VIN);
  });

  it('comes before the diagnosis, and the price after it', async () => {
    const { says, tools, inputOf } = session({ level: 'precision', vin: CIVIC });
    const answer = await says(`My car shakes when I brake, VIN ${VIN}. What would that cost in Texas?`);
    expect(tools()).toEqual([['vin_processor'], ['symptom_diagnosis_analyzer'], ['pricing_calculator']]);
    expect(inputOf('symptom_diagnosis_analyzer')?.['symptoms']).not.toContain(VIN);
    expect(inputOf('pricing_calculator')).toMatchObject({ state: 'TX' });
    expect(answer).toContain('On your 2019 Honda Civic');
    expect(answer.length).toBeLessThanOrEqual(1_400);
  });

  it('that was asked for makes the diagnosis more exact', async () => {
    const { says, tools, inputOf } = session({ level: 'precision', vin: CIVIC });
    expect(await says('My brakes are squealing')).toContain('If you send me the VIN');
    expect(await says(VIN)).toContain('On your 2019 Honda Civic this sounds most like worn brake pads');
    expect(tools()).toEqual([['vin_processor'], ['symptom_diagnosis_analyzer']]);
    expect(inputOf('symptom_diagnosis_analyzer')).toEqual({ symptoms: 'My brakes are squealing' });
  });

  it.each([
    ['with the letter O for the digit 0', '1M8GDM9AXKPO42788', '1M8GDM9AXKPO42788'],
    ['that is too short', 'here it is: 1M8GDM9AXKP04278', '1M8GDM9AXKP04278'],
    ['in small letters', 'vin 1m8gdm9axkp042788', '1m8gdm9axkp042788'],
    ['in groups', 'VIN: 1M8 GDM9A XKP 042788 and nothing else', '1M8 GDM9A XKP 042788'],
    ['with dashes', '1M8-GDM9A-XKP-042788', '1M8-GDM9A-XKP-042788'],
    ['that is no VIN at all', 'my vin is 12345', '12345'],
  ])('%s goes to the tool exactly as typed', async (_which, text, vin) => {
    const { says, tools, inputOf } = session({ level: 'precision', vin: WRONG });
    const answer = await says(text);
    expect(inputOf('vin_processor')).toEqual({ method: 'manual', vin });
    expect(tools()).toHaveLength(1);
    expect(answer).toContain('I could not decode that VIN. A VIN has 17 characters; this has 16.');
    expect(answer).not.toContain(vin);
  });

  it('that could not be decoded does not keep a problem from being diagnosed', async () => {
    const { says, tools } = session({ level: 'precision', vin: WRONG });
    const answer = await says(`My brakes are squealing, VIN ${VIN}`);
    expect(tools()).toEqual([['vin_processor'], ['symptom_diagnosis_analyzer']]);
    expect(answer).toMatch(/could not decode[^]*worn brake pads/);
    expect(answer).not.toContain('2019');
  });

  it('whose look-up fails is not claimed to be decoded', async () => {
    const { says } = session({ level: 'precision', failing: ['vin_processor'] });
    expect(await says(VIN)).toMatch(/nothing was decoded/);
  });

  it.each([
    ['I sent you a photo of the VIN', 'image_upload'],
    ['I took a picture of the sticker with my camera', 'camera'],
  ])('is read from a picture: %s', async (text, method) => {
    const { says, inputOf } = session({ level: 'precision', pictures: 1, vin: { ...CIVIC, readBy: 'barcode' } });
    expect(await says(text)).toContain('from the barcode in your picture');
    expect(inputOf('vin_processor')).toEqual({ method });
  });

  it('is not looked for in a picture of a leak, nor in one that is not there', async () => {
    const leak = session({ level: 'precision', pictures: 1, vin: CIVIC });
    await leak.says('I attached a picture of the leak under my engine');
    expect(leak.tools()).toEqual([['symptom_diagnosis_analyzer']]);
    expect(await session({ level: 'precision' }).says('I sent you a photo of the VIN')).toContain('I see no picture');
  });

  it('that was never given is asked for, and one that is known is told of', async () => {
    expect(await session({ level: 'precision' }).says('Can you decode my VIN?')).toContain('I have not decoded a VIN');
    const known = session({ level: 'precision', vehicle: { year: 2019, make: 'Honda' }, vinSource: 'vpic-embedded' });
    expect(await known.says('Did you decode my VIN?')).toContain('it is a 2019 Honda, looked up in the built-in');
  });
});

describe('a VIN below precision', () => {
  it.each(['quick', 'vehicle'] as const)('is not used and not repeated at %s', async (level) => {
    const { says, tools } = session({ level, vin: CIVIC });
    const answer = await says(`My VIN is ${VIN}, can you decode it?`);
    expect(tools()).toEqual([]);
    expect(answer).toMatch(/cannot use a VIN at this level.*not decoded anything.*precision level/);
    expect(answer).not.toContain(VIN);
  });

  it('does not keep a problem from being diagnosed', async () => {
    const { says, tools } = session({ vin: CIVIC });
    expect(await says(`VIN ${VIN}, my brakes are squealing`)).toMatch(/cannot use a VIN[^]*worn brake pads/);
    expect(tools()).toEqual([['symptom_diagnosis_analyzer']]);
  });
});
