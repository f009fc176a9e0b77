/** SPEC N9: a commit that a consumer cannot take parks its own stream, and no other. */
import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Commit } from '../../../events/core/commit.ts';
import { parking } from '../../../functions/shared/parked/batch.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { ofAll } from '../../support/faulty.ts';
import { engineHome, type Home } from '../../support/stores.ts';
import { outputWhile } from '../runtime/examples.ts';
import { append, consumerOn, nameOf, parkedIn } from './home.ts';

let home: Home;
beforeAll(async () => void (home = await engineHome()));
afterAll(() => home.stop());

const STREAM = 'session/one';
let ill: { subject: string; stream: string };
let well: { subject: string; stream: string };
beforeEach(() => {
  ill = { subject: `user-${randomUUID()}`, stream: STREAM };
  well = { subject: `user-${randomUUID()}`, stream: STREAM };
});

const poisoned =
  (number: number, error: Error = new TypeError('what a person wrote')) =>
  (commit: Commit) =>
    commit.subject === ill.subject && commit.number === number ? error : undefined;

describe.each([
  ['first', 1, []],
  ['middle', 3, [1, 2]],
  ['last', 5, [1, 2, 3, 4]],
])('a poisoned commit that is the %s of its batch', (_place, number, before) => {
  it('is tried three times and parks its stream; the batch counts as handled', async () => {
    const consumer = consumerOn(home, poisoned(number));
    const mine = await append(home, ill, 5);
    const others = await append(home, well, 5);
    const batch = mine.flatMap((commit, index) => [commit, others[index]!]);
    expect(await consumer.deliver(batch)).toEqual([]);
    expect(consumer.tries()).toBe(before.length + 3 + 5);
    expect(consumer.taken.filter((name) => name.startsWith(ill.subject))).toEqual(
      before.map((taken) => nameOf({ ...ill, number: taken })),
    );
    expect(consumer.taken.filter((name) => name.startsWith(well.subject))).toEqual(others.map(nameOf));
    expect(await consumer.parked.get('views', ill)).toMatchObject({
      ...ill,
      ...{ consumer: 'views', from: number, through: 5, failure: 'TypeError', recoverable: false, tries: 0 },
    });
    expect(await consumer.parked.get('views', well)).toBeUndefined();
    expect(await consumer.parked.get('publish', ill)).toBeUndefined();
  });
});

describe('a glitch', () => {
  it('parks nothing where the third try succeeds', async () => {
    let tries = 0;
    const consumer = consumerOn(home, () => ((tries += 1) < 3 ? new StorageUnavailable('views') : undefined));
    const commits = await append(home, ill, 1);
    await consumer.deliver(commits);
    expect(consumer.taken).toEqual(commits.map(nameOf));
    expect(await consumer.parked.get('views', ill)).toBeUndefined();
  });
});

describe('a parked stream', () => {
  it('is not tried again by later batches, which only join what waits', async () => {
    const consumer = consumerOn(home, poisoned(1, new StorageUnavailable('views')));
    await consumer.deliver(await append(home, ill, 1));
    await consumer.deliver(await append(home, ill, 3, 2));
    expect(consumer.tries()).toBe(3);
    expect(consumer.taken).toEqual([]);
    expect(await consumer.parked.get('views', ill)).toMatchObject({
      ...{ from: 1, through: 4, failure: 'StorageUnavailable', recoverable: true },
    });
  });

  it('does not count twice what is delivered twice', async () => {
    const consumer = consumerOn(home, poisoned(2));
    const commits = await append(home, ill, 4);
    await consumer.deliver(commits);
    await consumer.deliver(commits.slice(1));
    expect(consumer.taken).toEqual([nameOf(commits[0]!)]);
    expect(await consumer.parked.get('views', ill)).toMatchObject({ from: 2, through: 4 });
  });

  it('of one name is not another person’s stream of that name', async () => {
    const consumer = consumerOn(home, poisoned(1));
    await consumer.deliver([...(await append(home, ill, 1)), ...(await append(home, well, 2))]);
    await consumer.deliver(await append(home, well, 1, 3));
    expect(consumer.taken).toEqual([1, 2, 3].map((number) => nameOf({ ...well, number })));
  });

  it('is asked for once a batch, however many streams are in it', async () => {
    const asked: string[] = [];
    const parked = ofAll(parkedIn(home), async (method) => void asked.push(method));
    const consumer = consumerOn(home, () => undefined, { parked });
    const streams = Array.from({ length: 100 }, (_, index) => ({ ...ill, stream: `session/${index}` }));
    await consumer.deliver((await Promise.all(streams.map((address) => append(home, address, 2)))).flat());
    expect(consumer.taken).toHaveLength(200);
    expect(asked).toEqual(['among']);
  });
});

it('an item that is damaged parks its stream by its keys', async () => {
  const consumer = consumerOn(home);
  const [commit, next] = await append(home, ill, 2);
  await consumer.deliver([{ ...commit!, at: '' }, next!]);
  expect(consumer.tries()).toBe(0);
  expect(await consumer.parked.get('views', ill)).toMatchObject({ from: 1, through: 2, failure: 'Corrupted' });
});

describe('a batch that cannot park', () => {
  it.each(['among', 'park', 'join'])('comes again from the commit in question, where %s fails', async (failing) => {
    let away = true;
    const parked = ofAll(parkedIn(home), async (method) => {
      if (away && method === failing) throw new StorageUnavailable('parked');
    });
    const consumer = consumerOn(home, poisoned(2), { parked });
    const commits = await append(home, ill, 3);
    const others = await append(home, well, 1);
    let rest = await consumer.deliver([...commits, ...others]);
    expect(rest.length).toBeGreaterThan(1);
    rest = await consumer.deliver(rest);
    expect(rest.length).toBeGreaterThan(1);
    away = false;
    expect(await consumer.deliver(rest)).toEqual([]);
    // nothing of the others was handed over early, nothing twice
    expect(consumer.taken).toEqual([commits[0]!, ...others].map(nameOf));
    expect(await consumer.parked.get('views', ill)).toMatchObject({ from: 2, through: 3 });
  });
});

it('the log names the stream and the failure, and nothing that somebody wrote', async () => {
  const output = await outputWhile(async () => {
    const parts = {
      consumer: 'publish' as const,
      consume: async () => {
        throw Object.assign(new RangeError('my brakes squeal'), { name: 'my brakes squeal' });
      },
      parked: parkedIn(home),
      now: () => '2026-11-21T10:00:00.000Z',
      pause: async () => {},
    };
    const begin = parking(parts, new Logger({ serviceName: 'test', logLevel: 'INFO' }));
    const [commit] = await append(home, ill, 1);
    await (
      await begin([ill])
    )({ ...ill, number: 1, sequence: 'seq-1', commit: () => commit! });
  });
  expect(JSON.parse(output)).toMatchObject({ level: 'ERROR', message: 'stream parked', ...ill, number: 1 });
  expect(output).not.toContain('squeal');
  expect(await parkedIn(home).get('publish', ill)).toMatchObject({
    ...{ failure: 'unknown', recoverable: false, parkedAt: '2026-11-21T10:00:00.000Z' },
  });
});
