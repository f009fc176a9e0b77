/** Batches and re-drives beside each other, with failures wherever one can happen: nothing is lost, nothing overtakes. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Commit, StreamAddress } from '../../../events/core/commit.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { ofAll } from '../../support/faulty.ts';
import { engineHome, type Home } from '../../support/stores.ts';
import { append, consumerOn, nameOf, parkedIn } from './home.ts';

let home: Home;
beforeAll(async () => void (home = await engineHome()));
afterAll(() => home.stop());

const STREAMS = 3;
/** Milliseconds, on a machine that has much else to do. */
const PATIENCE = 180_000;

/** What happens at once: commits come, a batch is delivered, some streams are re-driven. */
const Step = fc.record({
  arrive: fc.array(fc.nat(STREAMS - 1), { maxLength: 5 }),
  batch: fc.integer({ min: 0, max: 6 }),
  redrives: fc.array(fc.nat(STREAMS - 1), { maxLength: 3 }),
  schedule: fc.boolean(),
});
type Step = typeof Step extends fc.Arbitrary<infer S> ? S : never;

/** For each call whether it fails; they are used round and round. */
const Luck = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });

type Story = { steps: Step[]; consuming: boolean[]; parking: boolean[] };
const Story: fc.Arbitrary<Story> = fc.record({
  steps: fc.array(Step, { minLength: 3, maxLength: 12 }),
  consuming: Luck,
  parking: Luck,
});

const fates = (luck: readonly boolean[]) => {
  let calls = 0;
  return { fails: () => luck[(calls += 1) % luck.length]! };
};

/** Lives through a story, then through better times; answers with what was taken, by stream. */
const live = async ({ steps, consuming, parking }: Story, failing: readonly string[]) => {
  let ill = true;
  let clock = Date.parse('2026-11-21T10:00:00.000Z');
  const [consumed, kept] = [fates(consuming), fates(parking)];
  const parked = ofAll(parkedIn(home), async (method) => {
    if (ill && failing.includes(method) && kept.fails()) throw new StorageUnavailable('parked');
  });
  const fail = ({ number }: Commit) => {
    if (!ill || !consumed.fails()) return undefined;
    return number % 2 ? new TypeError('poisoned') : new StorageUnavailable('views');
  };
  const consumer = consumerOn(home, fail, { parked, now: () => new Date(clock).toISOString() });

  const addresses: StreamAddress[] = Array.from({ length: STREAMS }, () => ({
    subject: `user-${randomUUID()}`,
    stream: 'session/one',
  }));
  const lengths = addresses.map(() => 0);
  let queue: Commit[] = [];
  const arrive = async (which: number) =>
    queue.push(...(await append(home, addresses[which]!, 1, (lengths[which]! += 1))));
  // one batch at a time is on its way, as of one shard
  const deliver = async (size: number) => {
    const batch = queue.slice(0, size);
    const again = await consumer.deliver(batch);
    queue = [...again, ...queue.slice(batch.length)];
  };
  const redrive = (which: number) => consumer.redrive(addresses[which]!).catch(() => undefined);

  for (const step of steps) {
    for (const which of step.arrive) await arrive(which);
    await Promise.all([
      deliver(step.batch),
      ...step.redrives.map(redrive),
      ...(step.schedule ? [consumer.redriveRecoverable().catch(() => undefined)] : []),
    ]);
    clock += 100_000;
  }
  ill = false;
  await deliver(queue.length);
  await Promise.all(addresses.map((_, which) => redrive(which)));
  expect(queue).toEqual([]);
  expect(await parked.among('views', addresses)).toEqual([]);
  return addresses.map((address, which) => ({
    taken: consumer.taken.filter((name) => name.startsWith(address.subject)),
    all: Array.from({ length: lengths[which]! }, (_, index) => nameOf({ ...address, number: index + 1 })),
  }));
};

it(
  'every commit is taken once and in order, whatever fails and whoever is at work',
  async () => {
    await fc.assert(
      fc.asyncProperty(Story, async (story) => {
        for (const { taken, all } of await live(story, ['among', 'park', 'join', 'hold'])) expect(taken).toEqual(all);
      }),
      { numRuns: 40 },
    );
  },
  PATIENCE,
);

it(
  'where a process dies before it has written down what it did, that is repeated: nothing is lost, nothing overtakes',
  async () => {
    await fc.assert(
      fc.asyncProperty(Story, async (story) => {
        for (const { taken, all } of await live(story, ['among', 'park', 'join', 'hold', 'stay', 'release']))
          expect([...new Set(taken)]).toEqual(all);
      }),
      { numRuns: 25 },
    );
  },
  PATIENCE,
);
