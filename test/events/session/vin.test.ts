/** The VIN that a session decoded: recorded once, kept with its vehicle, forgotten with it. */
import { describe, expect, it } from 'vitest';
import {
  clearVehicle,
  decodedVinOf,
  recordVin,
  saveVin,
  selectVehicle,
  session,
  type SessionEvent,
} from '../../../events/session/index.ts';
import { story } from '../../support/given.ts';

const { given } = story(session);
const CIVIC = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';

const started: SessionEvent = { type: 'SessionStarted', level: 'precision' };
const decoding = {
  vin: '1HGCM82633A004352',
  details: { year: 2003, make: 'Honda', model: 'Accord' },
  method: 'manual' as const,
  readBy: 'typed' as const,
  source: 'vpic-embedded' as const,
  sourceVersion: 'edition 1',
};
const decoded: SessionEvent = { type: 'VinDecoded', ...decoding };
const selected = (vehicleId: string): SessionEvent => ({ type: 'VehicleSelected', vehicleId });
const saved: SessionEvent = { type: 'VehicleSelected', vehicleId: CIVIC, saved: true };

describe('a decoded VIN', () => {
  it('is recorded', () => given(started).when(recordVin(decoding)).then(decoded));
  it('that says the same again is no news', () => given(started, decoded).when(recordVin(decoding)).thenNothing());
  it('is news from a newer edition of the source', () => {
    const newer = { ...decoding, sourceVersion: 'edition 2' };
    given(started, decoded)
      .when(recordVin(newer))
      .then({ type: 'VinDecoded', ...newer });
  });
  it('needs a session', () => given().when(recordVin(decoding)).thenRefused('NotFound'));
  it('goes with the vehicle data', () => {
    given(started, decoded).when(clearVehicle).then({ type: 'VehicleDataCleared' });
    expect(given(started, decoded, { type: 'VehicleDataCleared' }).state).not.toHaveProperty('vin');
  });
  it('goes when another vehicle is chosen', () => {
    given(started, decoded).when(selectVehicle(OTHER)).then(selected(OTHER));
    const { state } = given(started, decoded, selected(OTHER));
    expect(() => decodedVinOf(state)).toThrow(expect.objectContaining({ name: 'NotFound' }));
  });
});

describe('a decoded VIN that is saved to the library', () => {
  it('stays known, by the vehicle it became', () => {
    given(started, decoded).when(saveVin(CIVIC, decoding.vin)).then(saved);
    expect(decodedVinOf(given(started, decoded, saved).state)).toMatchObject({ savedAs: CIVIC, vin: decoding.vin });
  });
  it('is saved once', () => given(started, decoded, saved).when(saveVin(CIVIC, decoding.vin)).thenNothing());
  it('is not saved where another VIN was decoded meanwhile', () =>
    given(started, { ...decoded, vin: '1HGCM82603A004350' })
      .when(saveVin(CIVIC, decoding.vin))
      .thenNothing());
});
