/** Two re-drives at once, and those whose process dies at work. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Commit } from '../../../events/core/commit.ts';
import { ofAll } from '../../support/faulty.ts';
import { engineHome, type Home } from '../../support/stores.ts';
import { append, consumerOn, nameOf, parkedIn } from './home.ts';

let home: Home;
beforeAll(async () => void (home = await engineHome()));
afterAll(() => home.stop());

let address: { subject: string; stream: string };
/** Milliseconds since 1970, as all of them see it. */
let clock: number;
beforeEach(() => {
  address = { subject: `user-${randomUUID()}`, stream: 'session/one' };
  clock = Date.parse('2026-11-21T10:00:00.000Z');
});
const now = () => new Date(clock).toISOString();

const names = (from: number, through: number): string[] =>
  Array.from({ length: through - from + 1 }, (_, index) => nameOf({ ...address, number: from + index }));

/** Five commits wait. */
const parkedAtOne = async (): Promise<Commit[]> => {
  const commits = await append(home, address, 5);
  await consumerOn(home, () => new TypeError('poisoned'), { now }).deliver(commits);
  return commits;
};

describe('two re-drives at once', () => {
  it('take each commit once: one leaves the stream to the other, and says how it stands', async () => {
    await parkedAtOne();
    const inside = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const first = consumerOn(
      home,
      async () => {
        inside.resolve();
        await gate.promise;
        return undefined;
      },
      { now, newId: () => 'first' },
    );
    const second = consumerOn(home, () => undefined, { now, newId: () => 'second' });
    const working = first.redrive(address);
    await inside.promise;
    expect(await second.redrive(address)).toEqual({ commits: 0, left: { from: 1, failure: 'TypeError' } });
    gate.resolve();
    expect(await working).toEqual({ commits: 5, left: null });
    expect([first.taken, second.taken]).toEqual([names(1, 5), []]);
  });

  it('however many begin in the same moment', async () => {
    await parkedAtOne();
    const consumers = Array.from({ length: 8 }, (_, index) =>
      consumerOn(home, () => undefined, { now, newId: () => `holder-${index}` }),
    );
    await Promise.all(consumers.map((consumer) => consumer.redrive(address)));
    expect(consumers.flatMap(({ taken }) => taken)).toEqual(names(1, 5));
    expect(await consumers[0]!.parked.get('views', address)).toBeUndefined();
  });

  it('one after the other, where the first one failed: nobody waits for the end of its lease', async () => {
    await parkedAtOne();
    await consumerOn(home, () => new TypeError('poisoned'), { now, newId: () => 'first' }).redrive(address);
    const second = consumerOn(home, () => undefined, { now, newId: () => 'second' });
    expect(await second.redrive(address)).toEqual({ commits: 5, left: null });
  });
});

/** The process is gone before this call, and with it whatever it would have done then. */
const dying = (method: string, after: number) => {
  let calls = 0;
  return ofAll(parkedIn(home), async (called) => {
    if (called === method && (calls += 1) > after) throw new Error('The process died.');
  });
};

describe('a process that dies at work', () => {
  it.each([
    ['between a commit and writing that down', 'stay', 2, 3],
    ['between the last commit and the release', 'release', 0, 5],
  ])('%s: that commit alone is repeated', async (_when, method, after, repeated) => {
    await parkedAtOne();
    const first = consumerOn(home, () => undefined, { now, newId: () => 'first', parked: dying(method, after) });
    await expect(first.redrive(address)).rejects.toThrow();
    expect(first.taken).toEqual(names(1, repeated));

    const second = consumerOn(home, () => undefined, { now, newId: () => 'second' });
    // for a while nobody knows that it died
    clock += 80_000;
    expect(await second.redrive(address)).toMatchObject({ commits: 0, left: { from: repeated } });
    clock += 20_000;
    expect(await second.redrive(address)).toMatchObject({ left: null });
    expect(second.taken).toEqual(names(repeated, 5));
  });

  it('only seemed to: whoever comes back finds that another one went on, and stops', async () => {
    await parkedAtOne();
    const second = consumerOn(home, () => undefined, { now, newId: () => 'second' });
    let slept = false;
    const first = consumerOn(
      home,
      async ({ number }) => {
        if (number !== 3 || slept) return undefined;
        slept = true;
        clock += 100_000;
        await second.redrive(address);
        return undefined;
      },
      { now, newId: () => 'first' },
    );
    expect(await first.redrive(address)).toEqual({ commits: 3, left: null });
    expect(first.taken).toEqual(names(1, 3));
    expect(second.taken).toEqual(names(3, 5));
  });

  it('before it has answered for a batch: what it has parked is not tried again when the batch comes again', async () => {
    const commits = await append(home, address, 5);
    const first = consumerOn(home, ({ number }) => (number === 3 ? new TypeError('poisoned') : undefined), { now });
    await first.deliver(commits);
    const second = consumerOn(home, () => undefined, { now });
    await second.deliver(commits.slice(1));
    // the second commit lies before what waits: it was taken, or the third would not have been tried
    expect(second.taken).toEqual([]);
    expect(await second.redrive(address)).toEqual({ commits: 3, left: null });
    expect([...first.taken, ...second.taken]).toEqual(names(1, 5));
  });
});
