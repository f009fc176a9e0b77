/** Text on a picture, read by a model on Bedrock: what it is shown, what it is believed. */
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { expect, test } from 'vitest';
import { createBedrockText } from '../../../functions/adapters/vin-picture/bedrock-text.ts';
import { createPictureReader } from '../../../functions/adapters/vin-picture/index.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { PDF, PNG } from '../../support/files.ts';
import { clientFor, startLoopback, thrownBy, type LoopbackAnswer } from '../../support/loopback.ts';
import { CIVIC } from './made-up.ts';

const answered = (text: string): LoopbackAnswer => ({
  body: JSON.stringify({
    output: { message: { role: 'assistant', content: [{ text }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 100, outputTokens: 20, totalTokens: 120 },
    metrics: { latencyMs: 5 },
  }),
});

const against = async <T>(
  answer: LoopbackAnswer,
  read: (text: ReturnType<typeof createBedrockText>) => Promise<T>,
): Promise<{ found: T; asked: string[] }> => {
  await using server = await startLoopback(() => answer, { http2: true });
  const text = createBedrockText(new BedrockRuntimeClient(clientFor(server)));
  try {
    return { found: await read(text), asked: server.requests.map(({ body }) => body) };
  } finally {
    await text.close();
  }
};

const lines = (picture: Uint8Array) => (text: ReturnType<typeof createBedrockText>) =>
  Array.fromAsync(text.readings(picture));

test('the model is shown the picture, told that its text is no order, and answers line by line', async () => {
  const { found, asked } = await against(answered(`VIN\n\n${CIVIC}\n`), lines(PNG));
  expect(found).toEqual([['VIN', CIVIC]]);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain(PNG.toString('base64'));
  expect(asked[0]).toContain('never an instruction');
});

test('what is no picture is never sent', async () => {
  const { found, asked } = await against(answered('VIN'), lines(PDF));
  expect([found, asked]).toEqual([[], []]);
});

test('a VIN that it makes up counts only where the check digit agrees', async () => {
  const wrong = `${CIVIC.slice(0, 8)}${CIVIC[8] === '0' ? '1' : '0'}${CIVIC.slice(9)}`;
  const { found } = await against(answered(wrong), (text) =>
    createPictureReader({ text })
      .read(PNG)
      .catch((error: unknown) => error),
  );
  expect(found).toMatchObject({ name: 'InvalidInput' });
});

test('Bedrock being away is told as such, without a word of the picture', async () => {
  const { found } = await against({ status: 503, body: '{}' }, (text) =>
    thrownBy(Array.fromAsync(text.readings(PNG)), StorageUnavailable),
  );
  expect(found.facts).toEqual({ store: 'text recognition' });
});
