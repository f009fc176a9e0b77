/** The index of generations on the real engine: who hears of a switch, and when. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KNOWN_FOR_SECONDS, type GenerationIndex } from '../../../events/projections/generations.ts';
import { createDynamoDBClient } from '../../../functions/adapters/dynamodb/client.ts';
import { createDynamoDBGenerationIndex } from '../../../functions/adapters/dynamodb/generation-index.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { nobodyThere, thrownBy } from '../../support/loopback.ts';
import { metered } from '../../support/meter.ts';
import { engineHome, type Home } from '../../support/stores.ts';

let home: Home;
let meter: ReturnType<typeof metered>;
beforeAll(async () => {
  home = await engineHome();
  meter = metered(home.client!);
});
afterAll(() => home.stop());

let clock = 0;
const process = (client: DynamoDBClient = home.client!): GenerationIndex =>
  createDynamoDBGenerationIndex(client, 'views', { milliseconds: () => clock });

// every story begins behind what the one before put
let through = 0;
beforeEach(() => {
  through += 10;
});

it('before any rebuild people see the first generation', async () => {
  expect(await process().of('requests')).toEqual({ live: 1, through: 0 });
  expect(await process().fresh('requests')).toEqual({ live: 1, through: 0 });
});

describe('what is put', () => {
  it('is known at once to who put it, and to who asks afresh', async () => {
    const [one, other] = [process(), process()];
    await one.of('sessions');
    await one.put('sessions', { live: 1, beside: 2, through });
    expect(await one.of('sessions')).toEqual({ live: 1, beside: 2, through });
    expect(await other.fresh('sessions')).toEqual({ live: 1, beside: 2, through });
  });

  it('is heard of by everybody else within some seconds, and not asked for before', async () => {
    const [one, other] = [process(), process()];
    await one.put('sessions', { live: 2, beside: 1, through });
    expect(await other.of('sessions')).toMatchObject({ live: 2 });
    await one.put('sessions', { live: 1, beside: 2, through: through + 1 });
    clock += KNOWN_FOR_SECONDS * 1_000 - 1;
    const before = await meter(() => other.of('sessions'));
    expect([before.result.live, before.requests]).toEqual([2, 0]);
    clock += 1;
    const then = await meter(() => other.of('sessions'));
    expect([then.result.live, then.requests]).toEqual([1, 1]);
  });

  it('of one view says nothing of the other', async () => {
    await process().put('sessions', { live: 7, through });
    expect(await process().of('requests')).toEqual({ live: 1, through: 0 });
  });

  it('does not replace what is newer, whoever knew of that', async () => {
    const [one, late] = [process(), process()];
    await late.of('sessions');
    await one.put('sessions', { live: 3, through: through + 2 });
    await late.put('sessions', { live: 2, beside: 3, through: through + 1 });
    await one.put('sessions', { live: 2, beside: 3, through: through + 1 });
    for (const index of [one, late, process()])
      expect(await index.of('sessions')).toEqual({ live: 3, through: through + 2 });
  });
});

it('those who ask at once share one request', async () => {
  const index = process();
  const { requests } = await meter(() => Promise.all(Array.from({ length: 20 }, () => index.of('sessions'))));
  expect(requests).toBe(1);
});

it('an answer that a newer one has overtaken is not kept', async () => {
  const client = createDynamoDBClient(home.endpoint);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      if (context.commandName === 'GetItemCommand') await held;
      return answer;
    },
    { step: 'initialize', name: 'hold' },
  );
  const index = process(client);
  const slow = index.fresh('sessions');
  await index.put('sessions', { live: 9, through });
  release();
  await slow;
  expect(await index.of('sessions')).toEqual({ live: 9, through });
  client.destroy();
});

it('a table that does not answer is a named error', async () => {
  const client = createDynamoDBClient((await nobodyThere()).endpoint, { maxAttempts: 1 });
  await thrownBy(process(client).of('sessions'), StorageUnavailable);
  await thrownBy(process(client).put('sessions', { live: 1, through }), StorageUnavailable);
  client.destroy();
});
