/** Shapes change: older events are brought up step by step, newer ones are refused by name, states are folded again. */
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import type { StreamModel } from '../../../events/core/decider.ts';
import { personal, plain } from '../../../schemas/personal.ts';
import { count, counter } from '../../support/counter-stream.ts';
import { memoryHome } from '../../support/stores.ts';

const address = { subject: 'user-sam', stream: 'counter/1' };
const context = (commandId: string) => ({
  commandId,
  actor: { kind: 'person' as const, id: 'user-sam' },
  correlation: 'c',
});

const Counted3 = z.object({ type: z.literal('Counted'), amount: plain(z.number()), unit: personal(z.string()) });

/** The counter two releases later: `by` became `amount`, and then got a unit. */
const newer: StreamModel<{ sum: number }, z.infer<typeof Counted3>> = {
  type: 'counter',
  initial: { sum: 0 },
  evolve: (state, event) => ({ sum: state.sum + event.amount }),
  events: z.discriminatedUnion('type', [Counted3]),
  upcasters: { Counted: [({ by, ...rest }) => ({ ...rest, amount: by }), (data) => ({ ...data, unit: 'pieces' })] },
  fold: 2,
};

describe('a stream that an older release wrote', () => {
  it('is read with every event brought to today’s shape, and its state folded again', async () => {
    const { store } = await memoryHome();
    for (const n of [1, 2, 3]) await store.execute(counter, address, context(`command-${n}`), count(n));
    expect((await store.load(newer, address)).state).toEqual({ sum: 6 });
    const history = await Array.fromAsync(store.history(newer, address));
    expect(history.flatMap(({ events }) => events)).toEqual([
      { type: 'Counted', amount: 1, unit: 'pieces' },
      { type: 'Counted', amount: 2, unit: 'pieces' },
      { type: 'Counted', amount: 3, unit: 'pieces' },
    ]);
  });

  it('goes on in the new shape', async () => {
    const { store, log } = await memoryHome();
    await store.execute(counter, address, context('command-1'), count(5));
    const outcome = await store.execute(newer, address, context('command-2'), () => [
      { type: 'Counted' as const, amount: 1, unit: 'boxes' },
    ]);
    expect(outcome).toMatchObject({ number: 2, state: { sum: 6 } });
    expect(await log.get(address, 2)).toMatchObject({ events: [{ type: 'Counted', version: 3 }], fold: 2 });
  });
});

describe('a stream that a newer release wrote', () => {
  it('is refused by name, never guessed at', async () => {
    const { store } = await memoryHome();
    const write = () => [{ type: 'Counted' as const, amount: 1, unit: 'boxes' }];
    await store.execute(newer, address, context('command-1'), write);
    await expect(store.load(counter, address)).rejects.toMatchObject({
      name: 'UnknownVersion',
      facts: { type: 'Counted', version: 3 },
    });
  });

  it('with an event this one never heard of is refused too', async () => {
    const { store, storeWith, log, vault } = await memoryHome();
    await storeWith({ log, vault }).execute(counter, address, context('command-1'), () => [
      { type: 'Renamed' as const, name: 'x' },
    ]);
    await expect(store.load(newer, address)).rejects.toMatchObject({
      name: 'UnknownVersion',
      facts: { type: 'Renamed' },
    });
  });
});

describe('damage is named', () => {
  const damaged = async (change: (body: Uint8Array) => void) => {
    const { log, storeWith, store } = await memoryHome();
    await store.execute(counter, address, context('command-1'), count());
    const newest = async (...args: Parameters<typeof log.newest>) => {
      const commits = await log.newest(...args);
      commits.forEach(({ body }) => change(body!));
      return commits;
    };
    return storeWith({ log: { ...log, newest } }).load(counter, address);
  };

  it('a body that is not what its commitment says', async () => {
    await expect(damaged((body) => (body[20]! ^= 1))).rejects.toMatchObject({
      name: 'Corrupted',
      facts: { stream: 'counter/1', number: 1, part: 'body' },
    });
  });

  it('and an untouched one is read', async () => {
    expect((await damaged(() => {})).state).toEqual({ total: 1 });
  });
});
