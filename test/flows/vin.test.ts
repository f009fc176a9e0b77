/** A VIN from the person to the fact: typed, refused, decoded by NHTSA or without it, saved, shown only where it may be. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { barcodeOf } from '../functions/vin/pictures.ts';
import { PNG, sendTo, type Ticket } from '../support/files.ts';
import { startLocal, type Local } from '../support/local.ts';
import { startLoopback, type Loopback, type LoopbackAnswer } from '../support/loopback.ts';

const ACCORD = '1HGCM82633A004352';

const DECODE = `mutation ($sessionId: String!, $vin: String, $uploadId: String, $method: String, $commandId: String) {
  decodeVin(sessionId: $sessionId, vin: $vin, uploadId: $uploadId, method: $method, commandId: $commandId) {
    year make model source sourceVersion readBy position
  }
}`;
const CONTEXT = `query ($sessionId: String!) {
  getSessionContext(sessionId: $sessionId) { vehicleContext { basic { year make model } vin { vin verified } } }
}`;
const SAVE = `mutation ($sessionId: String!, $commandId: String) {
  saveDecodedVehicle(sessionId: $sessionId, nickname: "Blue", commandId: $commandId) {
    id vehicleData { basic { year make model } nickname vin { verified } }
  }
}`;

/** NHTSA's service as far as we read it. */
const known: LoopbackAnswer = {
  body: JSON.stringify({
    Results: [{ ErrorCode: '0', ModelYear: '2003', Make: 'HONDA', Model: 'Accord', FuelTypePrimary: 'Gasoline' }],
  }),
};
let answer: LoopbackAnswer;
let nhtsa: Loopback;
let dixon: Local;
beforeAll(async () => {
  nhtsa = await startLoopback(() => answer);
  dixon = await startLocal({ nhtsaUrl: nhtsa.endpoint });
});
afterAll(async () => {
  await dixon.stop();
  await nhtsa.stop();
});
beforeEach(() => {
  answer = known;
});

const ask = async (document: string, variables: Record<string, unknown>, who = 'local:sam') => {
  const { data, errors } = await dixon.query(document, variables, who);
  const [value] = Object.values(data ?? {}) as unknown[];
  return { value: value as Record<string, unknown> | null, error: errors?.[0] };
};
const begin = async (level: string, who?: string): Promise<string> =>
  (await dixon.send('Hello', { diagnostic_context: JSON.stringify({ mode: level }) }, who)).conversationId;
const typesOf = async (who: string, sessionId: string): Promise<string[]> =>
  (await Array.fromAsync(dixon.log.read({ subject: `user-${who}`, stream: `session/${sessionId}` }))).flatMap(
    ({ events }) => events.map(({ type }) => type),
  );

describe('decodeVin', () => {
  it('asks NHTSA, and records what it said, once for one command', async () => {
    const sessionId = await begin('precision');
    const before = nhtsa.requests.length;
    const wish = { sessionId, vin: ' 1hgcm-82633a004352', commandId: 'decode-once' };
    const first = await ask(DECODE, wish);
    expect(first.value).toMatchObject({ year: 2003, make: 'Honda', model: 'Accord', source: 'nhtsa', readBy: 'typed' });
    expect(nhtsa.requests.slice(before).map(({ url }) => url)).toEqual([expect.stringContaining(ACCORD)]);
    expect((await ask(DECODE, wish)).value).toMatchObject({ position: first.value!['position'] });
    expect((await typesOf('sam', sessionId)).filter((type) => type === 'VinDecoded')).toHaveLength(1);
  });

  it.each([
    ['fails', { status: 503 }],
    ['answers with a page', { body: '<html>' }],
    ['does not know the vehicle', { body: '{"Results":[{"ErrorCode":"7","ModelYear":"2003"}]}' }],
  ])('goes on without NHTSA where it %s', async (_what, odd) => {
    answer = odd;
    const { value } = await ask(DECODE, { sessionId: await begin('precision'), vin: ACCORD });
    expect(value).toMatchObject({ year: 2003, make: 'Honda', model: 'Accord', source: 'vpic-embedded' });
    expect(value!['sourceVersion']).toMatch(/vPIC \d{4}-\d\d-\d\d/);
  });

  it.each([
    ['an O for a 0', '1HGCM82633A0O4352', /Position 13 is the letter O/],
    ['a slip in one character', '1HGCM82643A004352', /Position 9, the check digit/],
    ['16 characters', '1HGCM82633A00435', /17 characters; this has 16/],
  ])('refuses %s, says where, and records nothing', async (_what, vin, sentence) => {
    const sessionId = await begin('precision');
    const { error } = await ask(DECODE, { sessionId, vin });
    expect(error).toMatchObject({ message: expect.stringMatching(sentence), extensions: { code: 'InvalidInput' } });
    expect(await typesOf('sam', sessionId)).not.toContain('VinDecoded');
  });

  it('takes a VIN or a picture, and a picture of the session only', async () => {
    const sessionId = await begin('precision');
    const uploadId = '99999999-9999-4999-8999-999999999999';
    const codes = async (wish: object) => (await ask(DECODE, { sessionId, ...wish })).error?.extensions.code;
    expect(await codes({})).toBe('InvalidInput');
    expect(await codes({ vin: ACCORD, uploadId })).toBe('InvalidInput');
    expect(await codes({ vin: ACCORD, method: 'camera' })).toBe('InvalidInput');
    expect(await codes({ uploadId })).toBe('NotFound');
  });
});

describe('a picture', () => {
  const attach = async (sessionId: string, picture: Buffer): Promise<string> => {
    const request = `mutation ($sessionId: String!, $size: Int!) {
      requestUpload(sessionId: $sessionId, contentType: "image/png", size: $size) { uploadId url method headers { name value } }
    }`;
    const ticket = (await ask(request, { sessionId, size: picture.length })).value as unknown as Ticket;
    await sendTo(ticket, picture);
    const attached =
      'mutation ($sessionId: String!, $uploadId: String!) { attachFile(sessionId: $sessionId, uploadId: $uploadId) { size } }';
    await ask(attached, { sessionId, uploadId: ticket.uploadId });
    return ticket.uploadId;
  };

  it('of a barcode is read, by the API and in the conversation', async () => {
    const sessionId = await begin('precision');
    const uploadId = await attach(sessionId, Buffer.from(await barcodeOf(ACCORD, 'Code39')));
    expect((await ask(DECODE, { sessionId, uploadId })).value).toMatchObject({ make: 'Honda', readBy: 'barcode' });
    const asked = await begin('precision');
    await attach(asked, Buffer.from(await barcodeOf(ACCORD, 'QRCode')));
    const { message } = await dixon.send('I sent you a photo of my VIN', { conversationId: asked });
    expect(message).toContain('2003 Honda Accord');
  });

  it('without a VIN is refused in words, and the session goes on', async () => {
    const sessionId = await begin('precision');
    const { error } = await ask(DECODE, { sessionId, uploadId: await attach(sessionId, PNG) });
    expect(error).toMatchObject({
      message: expect.stringMatching(/No VIN could be read/),
      extensions: { code: 'InvalidInput' },
    });
    expect(await dixon.send('My brakes squeal', { conversationId: sessionId })).toMatchObject({ success: true });
  });
});

describe('a decoded VIN', () => {
  const seenAt = async (level: string) => {
    const sessionId = await begin(level);
    await ask(DECODE, { sessionId, vin: ACCORD });
    return (await ask(CONTEXT, { sessionId })).value!['vehicleContext'] as { basic: object; vin: object | null } | null;
  };

  it('shows nothing at quick, the vehicle at vehicle, and itself at precision', async () => {
    expect(await seenAt('quick')).toBeNull();
    expect(await seenAt('vehicle')).toEqual({ basic: { year: 2003, make: 'Honda', model: 'Accord' }, vin: null });
    expect(await seenAt('precision')).toMatchObject({ vin: { vin: ACCORD, verified: true } });
  });

  it('goes into the library once, and the session shows that vehicle until it is deleted', async () => {
    const sessionId = await begin('precision', 'local:lee');
    await ask(DECODE, { sessionId, vin: ACCORD }, 'local:lee');
    const saved = await ask(SAVE, { sessionId, commandId: 'save-once' }, 'local:lee');
    expect(saved.value).toMatchObject({ vehicleData: { nickname: 'Blue', vin: { verified: true } } });
    for (const commandId of ['save-once', 'save-again'])
      expect((await ask(SAVE, { sessionId, commandId }, 'local:lee')).value).toMatchObject({ id: saved.value!['id'] });
    const vehicleId = saved.value!['id'];
    expect((await ask(CONTEXT, { sessionId }, 'local:lee')).value!['vehicleContext']).not.toBeNull();
    await ask(
      'mutation ($vehicleId: String!) { deleteUserVehicle(vehicleId: $vehicleId) }',
      { vehicleId },
      'local:lee',
    );
    expect((await ask(CONTEXT, { sessionId }, 'local:lee')).value!['vehicleContext']).toBeNull();
  });

  it('of a visitor never reaches a library', async () => {
    const { value } = await ask('mutation { generateSession { token } }', {}, 'local:nobody');
    const { token } = value as { token: string };
    const sessionId = await begin('precision', token);
    expect((await ask(DECODE, { sessionId, vin: ACCORD }, token)).value).toMatchObject({ make: 'Honda' });
    expect((await ask(SAVE, { sessionId }, token)).error).toMatchObject({ extensions: { code: 'PermissionDenied' } });
  });
});

describe('an answer', () => {
  it('is enhanced by a VIN only where one was decoded, and says so in its record', async () => {
    const sessionId = await begin('precision');
    const send = `mutation ($id: String, $text: String!) {
      sendMessage(conversationId: $id, message: $text) { vin_enhanced message }
    }`;
    const turn = async (text: string) => (await ask(send, { id: sessionId, text })).value!;
    expect(await turn('My brakes squeal')).toMatchObject({ vin_enhanced: false });
    expect(await turn(`My VIN is ${ACCORD}`)).toMatchObject({
      vin_enhanced: true,
      message: expect.stringContaining('2003 Honda Accord'),
    });
    expect(await turn('My brakes squeal')).toMatchObject({ vin_enhanced: true });
    expect(await typesOf('sam', sessionId)).toContain('VinDecoded');
  });
});
