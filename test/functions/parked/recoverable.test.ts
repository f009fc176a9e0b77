/** What an outage has parked flows again by itself; what is broken waits for somebody to mend it. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { ofAll } from '../../support/faulty.ts';
import { engineHome, type Home } from '../../support/stores.ts';
import { append, consumerOn, nameOf, parkedIn } from './home.ts';

let home: Home;
beforeAll(async () => void (home = await engineHome()));
afterAll(() => home.stop());
afterEach(async () => {
  await consumerOn(home).redriveRecoverable(1_000);
});

const streams = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ subject: `user-${randomUUID()}`, stream: `session/${index}` }));

it('a bus that was away and comes back: every stream is taken in order, nothing twice', async () => {
  let away = true;
  const consumer = consumerOn(home, () => (away ? new StorageUnavailable('event bus') : undefined));
  const addresses = streams(30);
  const commits = (await Promise.all(addresses.map((address) => append(home, address, 3)))).flat();
  await consumer.deliver(commits);
  expect(await consumer.redriveRecoverable()).toEqual({ streams: 30, commits: 0, left: 30 });
  away = false;
  expect(await consumer.redriveRecoverable()).toEqual({ streams: 30, commits: 90, left: 0 });
  expect(consumer.taken.toSorted()).toEqual(commits.map(nameOf).toSorted());
  for (const { subject } of addresses) {
    const own = consumer.taken.filter((name) => name.startsWith(subject));
    expect(own).toEqual(own.toSorted());
  }
  expect(await consumer.redriveRecoverable()).toEqual({ streams: 0, commits: 0, left: 0 });
});

it('what does not pass by itself is left to people', async () => {
  const [address] = streams(1);
  const consumer = consumerOn(home, () => new TypeError('poisoned'));
  await consumer.deliver(await append(home, address!, 1));
  expect(await consumer.redriveRecoverable()).toEqual({ streams: 0, commits: 0, left: 0 });
  expect(await consumer.parked.get('views', address!)).toMatchObject({ tries: 0 });
});

it('no more than asked for, and whoever has waited longest since the last try comes first', async () => {
  let clock = Date.parse('2026-11-21T10:00:00.000Z');
  const now = () => new Date((clock += 1_000)).toISOString();
  const tried: string[] = [];
  const consumer = consumerOn(
    home,
    ({ subject }) => {
      tried.push(subject);
      return new StorageUnavailable('views');
    },
    { now },
  );
  const addresses = streams(5);
  for (const address of addresses) await consumer.deliver(await append(home, address, 1));
  const next = async () => {
    tried.length = 0;
    await consumer.redriveRecoverable(2);
    return [...new Set(tried)].toSorted();
  };
  const two = (...which: number[]) => which.map((index) => addresses[index]!.subject).toSorted();
  expect(await next()).toEqual(two(0, 1));
  expect(await next()).toEqual(two(2, 3));
  expect((await next()).includes(addresses[4]!.subject)).toBe(true);
});

it('a stream whose place cannot be written down does not keep the others from flowing', async () => {
  let away = true;
  const addresses = streams(10);
  const consumer = consumerOn(home, () => (away ? new StorageUnavailable('views') : undefined));
  await consumer.deliver((await Promise.all(addresses.map((address) => append(home, address, 1)))).flat());
  away = false;
  let failed = false;
  const parked = ofAll(parkedIn(home), async (method) => {
    if (method !== 'hold' || failed) return;
    failed = true;
    throw new StorageUnavailable('parked');
  });
  const second = consumerOn(home, () => undefined, { parked });
  expect(await second.redriveRecoverable()).toEqual({ streams: 10, commits: 9, left: 1 });
});

it('it ends in time: what it did not begin with is there the next time', async () => {
  let away = true;
  let clock = 0;
  const addresses = streams(40);
  const consumer = consumerOn(home, () => (away ? new StorageUnavailable('views') : undefined), {
    milliseconds: () => (clock += 1_000),
  });
  await consumer.deliver((await Promise.all(addresses.map((address) => append(home, address, 1)))).flat());
  away = false;
  const first = await consumer.redriveRecoverable();
  expect(first.streams).toBeLessThan(40);
  expect(first.commits).toBeGreaterThan(0);
  let commits = first.commits;
  while (commits < 40) commits += (await consumer.redriveRecoverable()).commits;
  expect(new Set(consumer.taken).size).toBe(40);
  expect(consumer.taken).toHaveLength(40);
});
