/** What a tool knows of a session, put together as a test needs it. */
import type { ToolContext } from '../../../schemas/tools/context.ts';

export const inSession = (known: Partial<ToolContext> = {}): ToolContext => ({
  today: '2026-11-21',
  preferences: { partsPreference: 'equivalent', costDisplay: 'detailed' },
  pictures: [],
  faults: [],
  ...known,
});

export const aCivic = { year: 2018, make: 'Honda', model: 'Civic' };

/** A car whose VIN was decoded. */
export const aDecodedV6 = {
  ...aCivic,
  model: 'Accord',
  trim: 'EX-L',
  engine: { cylinders: 6, displacementL: 3.5, fuel: 'petrol' as const, turbo: false },
  drive: 'front' as const,
  transmission: 'automatic' as const,
};

export const bytesOf = (result: object): number => Buffer.byteLength(JSON.stringify(result));
