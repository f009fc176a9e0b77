/** The tool vin_processor: it speaks of a VIN only once decode-vin has recorded it. */
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import { relay } from '../../functions/relay/handler.ts';
import { InvalidInput, NotFound, StorageUnavailable } from '../../schemas/errors.ts';
import type { RunDecodeVin, VinRecorded } from '../../workflows/decode-vin/contract.ts';

const TURN = '11111111-1111-4111-8111-111111111111';
const SESSION = '22222222-2222-4222-8222-222222222222';
const PICTURE = '33333333-3333-4333-8333-333333333333';
const OLDER = '44444444-4444-4444-8444-444444444444';

const recorded: VinRecorded = {
  details: { year: 2003, make: 'Honda', model: 'Accord' },
  source: 'vpic-embedded',
  sourceVersion: 'edition 1',
  readBy: 'typed',
  at: '2026-01-22T10:00:00.000Z',
  number: 3,
};

const call = async (
  input: Record<string, unknown>,
  { run = async () => recorded, level = 'precision', toolUseId = 'tooluse_1' }: Options = {},
) => {
  const decodeVin = vi.fn<RunDecodeVin>(run);
  const handler = relay({ decodeVin }, new Logger({ logLevel: 'SILENT' }));
  const turn = {
    userId: 'user-sam',
    sessionId: SESSION,
    turnId: TURN,
    level,
    actor: { kind: 'person', id: 'user-sam' },
  };
  const context = {
    today: '2026-01-22',
    preferences: { partsPreference: 'equivalent', costDisplay: 'detailed' },
    pictures: [PICTURE, OLDER],
    faults: [],
  };
  const event = { turn, level, toolUseId, name: 'vin_processor', input, context };
  const { result } = (await handler({ task: 'VinProcessor', input: event }, {} as Context)) as { result: unknown };
  return { result, asked: decodeVin.mock.calls.map(([wish]) => wish) };
};
type Options = { run?: RunDecodeVin; level?: string; toolUseId?: string };

describe('vin_processor', () => {
  it('decodes the VIN as it was typed, once for every call of the model', async () => {
    const { result, asked } = await call({ method: 'manual', vin: '1hgcm-82633a004352' });
    expect(result).toMatchObject({ decoded: true, details: { make: 'Honda' }, source: 'vpic-embedded' });
    expect(result).not.toHaveProperty('vin');
    expect(asked).toEqual([
      {
        userId: 'user-sam',
        into: { sessionId: SESSION },
        turnId: TURN,
        commandId: `${TURN}/tooluse_1`,
        actor: { kind: 'assistant', id: 'vin_processor' },
        method: 'manual',
        vin: '1hgcm-82633a004352',
      },
    ]);
  });

  it('keeps to the length of a command id, however long the model’s own id is', async () => {
    const { asked } = await call({ method: 'manual', vin: 'x' }, { toolUseId: 't'.repeat(64) });
    expect(asked[0]!.commandId.length).toBeLessThanOrEqual(100);
  });

  it('takes the newest picture where none is named, and a named one of the session', async () => {
    expect((await call({ method: 'camera' })).asked[0]).toMatchObject({ method: 'camera', uploadId: PICTURE });
    const named = await call({ method: 'image_upload', uploadId: OLDER });
    expect(named.asked[0]).toMatchObject({ uploadId: OLDER });
  });

  it.each([
    ['no VIN to decode', { method: 'manual' }],
    ['a picture that is not the session’s', { method: 'camera', uploadId: TURN }],
  ])('says what to do for %s, and decodes nothing', async (_what, input) => {
    const { result, asked } = await call(input);
    expect(result).toMatchObject({ decoded: false, problem: expect.stringMatching(/\w{3}/) });
    expect(asked).toEqual([]);
  });

  it.each([
    ['a VIN that breaks a rule', new InvalidInput('A VIN has 17 characters; this has 16.')],
    ['a VIN that nobody knows', new NotFound('vehicle behind this VIN')],
  ])('passes on what is wrong with %s', async (_what, error) => {
    const { result } = await call({ method: 'manual', vin: 'x' }, { run: () => Promise.reject(error) });
    expect(result).toEqual({ decoded: false, problem: error.message });
  });

  it('fails where the fact could not be recorded', async () => {
    const run = () => Promise.reject(new StorageUnavailable('events'));
    await expect(call({ method: 'manual', vin: 'x' }, { run })).rejects.toMatchObject({ name: 'StorageUnavailable' });
  });

  it.each(['quick', 'vehicle'])('is refused at %s', async (level) => {
    const refused = call({ method: 'manual', vin: '1HGCM82633A004352' }, { level });
    await expect(refused).rejects.toMatchObject({ name: 'ToolNotAllowed' });
  });
});
