/**
 * The Bedrock adapter through the SDK's own client. That client speaks HTTP/2 by default, without TLS too, so the
 * loopback server does the same and the transport is the one that runs on AWS.
 */
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { afterEach, describe, expect, test } from 'vitest';
import { createBedrockModel } from '../../../functions/model/bedrock.ts';
import { DEFAULT_MODEL_ID } from '../../../schemas/converse.ts';
import type { ConverseRequest } from '../../../schemas/converse.ts';
import { type DixonError, ModelThrottled, ModelUnavailable } from '../../../schemas/errors.ts';
import { clientFor, nobodyThere, startLoopback, thrownBy, type LoopbackAnswer } from '../../support/loopback.ts';

const SAID = 'my brakes squeal since Tuesday';

const request: ConverseRequest = {
  system: 'You are Dixon.',
  messages: [
    { role: 'user', content: [{ text: SAID }] },
    { role: 'assistant', content: [{ toolUse: { toolUseId: 'use-1', name: 'analyzer', input: { symptoms: SAID } } }] },
    {
      role: 'user',
      content: [{ toolResult: { toolUseId: 'use-1', content: [{ json: { causes: ['pads'] } }], status: 'success' } }],
    },
  ],
  tools: [
    {
      name: 'analyzer',
      description: 'Finds causes.',
      inputSchema: { json: { type: 'object', required: ['symptoms'] } },
    },
  ],
};

const json = (body: unknown, status = 200): LoopbackAnswer => ({ status, body: JSON.stringify(body) });

const answered = (content: unknown[], stopReason = 'end_turn') =>
  json({
    output: { message: { role: 'assistant', content } },
    stopReason,
    usage: { inputTokens: 120, outputTokens: 34, totalTokens: 154 },
    metrics: { latencyMs: 5 },
  });

/** A refusal that repeats the conversation, as Bedrock's validation messages do. */
const refused = (status: number, name: string): LoopbackAnswer => ({
  ...json({ message: `cannot take: ${SAID}` }, status),
  headers: { 'x-amzn-errortype': name },
});

const clients: BedrockRuntimeClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
});

const modelAt = (server: { endpoint: string }, modelId?: string) => {
  const client = new BedrockRuntimeClient(clientFor(server));
  clients.push(client);
  return createBedrockModel(client, modelId);
};

/** Asks once, against a Bedrock that answers so. */
const askedOf = async (answer: LoopbackAnswer, asked = request) => {
  await using server = await startLoopback(() => answer, { http2: true });
  return await modelAt(server)(asked);
};

const expectSilence = (error: DixonError) => {
  const { message, facts } = error;
  expect(JSON.stringify({ message, facts, own: error })).not.toContain(SAID);
};

describe('what Bedrock is sent', () => {
  test('the system prompt, the conversation, the tools and the limits of an answer', async () => {
    await using server = await startLoopback(() => answered([{ text: 'Check the pads.' }]), { http2: true });
    await modelAt(server)(request);

    expect(server.requests).toHaveLength(1);
    const [{ method, url, body }] = server.requests as [(typeof server.requests)[0]];
    expect(method).toBe('POST');
    expect(decodeURIComponent(url)).toBe(`/model/${DEFAULT_MODEL_ID}/converse`);
    expect(JSON.parse(body)).toEqual({
      system: [{ text: request.system }],
      messages: request.messages,
      toolConfig: { tools: [{ toolSpec: request.tools[0] }] },
      inferenceConfig: { maxTokens: 1_024, temperature: 0.2 },
    });
  });

  test('no tool configuration where the level has no tools: Bedrock refuses an empty one', async () => {
    await using server = await startLoopback(() => answered([{ text: 'Hello.' }]), { http2: true });
    await modelAt(server)({ ...request, tools: [] });
    expect(JSON.parse(server.requests[0]!.body)).not.toHaveProperty('toolConfig');
  });

  test('the model that the deployment chose, and the reply names it', async () => {
    await using server = await startLoopback(() => answered([{ text: 'Hello.' }]), { http2: true });
    const reply = await modelAt(server, 'eu.amazon.nova-lite-v1:0')(request);
    expect(decodeURIComponent(server.requests[0]!.url)).toBe('/model/eu.amazon.nova-lite-v1:0/converse');
    expect(reply.model).toBe('eu.amazon.nova-lite-v1:0');
  });
});

describe('what Bedrock answers', () => {
  test('a plain answer comes back with its tokens counted', async () => {
    expect(await askedOf(answered([{ text: 'Check the pads.' }]))).toEqual({
      model: DEFAULT_MODEL_ID,
      message: { role: 'assistant', content: [{ text: 'Check the pads.' }] },
      stopReason: 'end_turn',
      usage: { inputTokens: 120, outputTokens: 34 },
    });
  });

  test('a wish for a tool comes back with its id, its name and its input', async () => {
    const toolUse = { toolUseId: 'use-2', name: 'analyzer', input: { symptoms: 'squeal', age: 7, codes: ['P0300'] } };
    const reply = await askedOf(answered([{ text: 'Let me look.' }, { toolUse }], 'tool_use'));
    expect(reply.stopReason).toBe('tool_use');
    expect(reply.message.content).toEqual([{ text: 'Let me look.' }, { toolUse }]);
  });

  test('what the model thought to itself is left out', async () => {
    const thought = { reasoningContent: { reasoningText: { text: 'The driver sounds worried.', signature: 's' } } };
    const reply = await askedOf(answered([thought, { text: 'Check the pads.' }]));
    expect(reply.message.content).toEqual([{ text: 'Check the pads.' }]);
  });

  test('an answer cut at its limit says so', async () => {
    expect((await askedOf(answered([{ text: 'Check the' }], 'max_tokens'))).stopReason).toBe('max_tokens');
  });
});

describe('what goes wrong at Bedrock', () => {
  test.each([
    [429, 'ThrottlingException'],
    [429, 'ModelNotReadyException'],
    [503, 'ServiceUnavailableException'],
  ])('%i %s means to wait a moment', async (status, name) => {
    const error = await thrownBy(askedOf(refused(status, name)), ModelThrottled);
    expect(error.facts).toEqual({ modelId: DEFAULT_MODEL_ID, reason: name });
    expectSilence(error);
  });

  test.each([
    [400, 'ValidationException'],
    [403, 'AccessDeniedException'],
    [408, 'ModelTimeoutException'],
    [500, 'InternalServerException'],
  ])('%i %s means that the model is away', async (status, name) => {
    const error = await thrownBy(askedOf(refused(status, name)), ModelUnavailable);
    expect(error.facts).toEqual({ modelId: DEFAULT_MODEL_ID, reason: name });
    expectSilence(error);
  });

  test.each<[string, LoopbackAnswer]>([
    ['a failure without a name', { status: 500, body: SAID }],
    ['an answer that is no JSON', { body: `{"output": ${SAID}` }],
    ['an answer that stopped for a reason we do not know', answered([{ text: SAID }], 'stopped_for_tea')],
    ['an answer without a word in it', answered([])],
    ['an answer that is nothing but thoughts', answered([{ reasoningContent: { reasoningText: { text: SAID } } }])],
    ['a wish for a tool whose input is no object', answered([{ toolUse: { toolUseId: 'u', name: 'a', input: SAID } }])],
    ['an answer of another shape', json({ said: SAID })],
  ])('%s means that the model is away, and repeats nothing of the conversation', async (_what, answer) => {
    const error = await thrownBy(askedOf(answer), ModelUnavailable);
    expectSilence(error);
  });

  test('a Bedrock that cannot be reached is away', async () => {
    const error = await thrownBy(modelAt(await nobodyThere())(request), ModelUnavailable);
    expectSilence(error);
  });

  test('the adapter asks once: waiting and asking again is the workflow’s', async () => {
    await using server = await startLoopback(() => refused(429, 'ThrottlingException'), { http2: true });
    await thrownBy(modelAt(server)(request), ModelThrottled);
    expect(server.requests).toHaveLength(1);
  });
});
