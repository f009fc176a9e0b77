/** What waits in a parked stream is taken again: in order, and none of it twice unless a process died. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Commit } from '../../../events/core/commit.ts';
import type { ParkedStreams } from '../../../functions/shared/parked/ports.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { ofAll } from '../../support/faulty.ts';
import { engineHome, type Home } from '../../support/stores.ts';
import { append, consumerOn, nameOf, parkedIn } from './home.ts';

let home: Home;
beforeAll(async () => void (home = await engineHome()));
afterAll(() => home.stop());

let address: { subject: string; stream: string };
let sick: boolean;
beforeEach(() => {
  address = { subject: `user-${randomUUID()}`, stream: 'session/one' };
  sick = true;
});

const poisoned =
  (...numbers: number[]) =>
  ({ number }: Commit) =>
    sick && numbers.includes(number) ? new TypeError('poisoned') : undefined;

const names = (from: number, through: number): string[] =>
  Array.from({ length: through - from + 1 }, (_, index) => nameOf({ ...address, number: from + index }));

/** Parked at its second of five commits. */
const parkedAtTwo = async (
  parts: Parameters<typeof consumerOn>[2] = {},
  fails: Parameters<typeof consumerOn>[1] = poisoned(2),
) => {
  const consumer = consumerOn(home, fails, parts);
  await consumer.deliver(await append(home, address, 5));
  expect(await consumer.parked.get('views', address)).toMatchObject({ from: 2, through: 5 });
  return consumer;
};

describe('a re-drive', () => {
  it('takes what waits, in order, and lets the stream flow again', async () => {
    const consumer = await parkedAtTwo();
    sick = false;
    expect(await consumer.redrive(address)).toEqual({ commits: 4, left: null });
    expect(await consumer.parked.get('views', address)).toBeUndefined();
    await consumer.deliver(await append(home, address, 1, 6));
    expect(consumer.taken).toEqual(names(1, 6));
  });

  it('of what still fails leaves it parked, and counts the tries', async () => {
    const consumer = await parkedAtTwo();
    expect(await consumer.redrive(address)).toEqual({ commits: 0, left: { from: 2, failure: 'TypeError' } });
    expect(await consumer.redrive(address)).toEqual({ commits: 0, left: { from: 2, failure: 'TypeError' } });
    expect(await consumer.parked.get('views', address)).toMatchObject({ from: 2, through: 5, tries: 2 });
  });

  it('stops at the next commit that fails, with its place and its failure', async () => {
    let away = false;
    const consumer = await parkedAtTwo({}, ({ number }) => {
      if (away && number === 4) return new StorageUnavailable('views');
      return sick && number === 2 ? new TypeError('poisoned') : undefined;
    });
    [sick, away] = [false, true];
    expect(await consumer.redrive(address)).toEqual({ commits: 2, left: { from: 4, failure: 'StorageUnavailable' } });
    expect(await consumer.parked.get('views', address)).toMatchObject({ from: 4, through: 5, recoverable: true });
    away = false;
    expect(await consumer.redrive(address)).toEqual({ commits: 2, left: null });
    expect(consumer.taken).toEqual(names(1, 5));
  });

  it('leaves alone what no batch has seen yet: the stream brings it', async () => {
    const consumer = await parkedAtTwo();
    const later = await append(home, address, 2, 6);
    sick = false;
    expect(await consumer.redrive(address)).toEqual({ commits: 4, left: null });
    await consumer.deliver(later);
    expect(consumer.taken).toEqual(names(1, 7));
  });

  it('of a stream that is not parked does nothing', async () => {
    const consumer = consumerOn(home);
    await append(home, address, 2);
    expect(await consumer.redrive(address)).toEqual({ commits: 0, left: null });
    expect(consumer.tries()).toBe(0);
  });

  it('of a commit that is not there any more says that the history is damaged', async () => {
    const consumer = consumerOn(home, () => new TypeError('poisoned'));
    await consumer.parked.park({
      ...{ ...address, consumer: 'views', from: 3, through: 3, failure: 'TypeError', recoverable: false, tries: 0 },
      ...{ parkedAt: '2026-11-21T10:00:00.000Z', lastTriedAt: '2026-11-21T10:00:00.000Z' },
    });
    expect(await consumer.redrive(address)).toEqual({ commits: 0, left: { from: 3, failure: 'Corrupted' } });
  });

  it('whose time is over leaves the rest to the schedule', async () => {
    let clock = 0;
    const consumer = await parkedAtTwo({ milliseconds: () => (clock += 8_000) });
    sick = false;
    expect(await consumer.redrive(address)).toEqual({ commits: 2, left: { from: 4, failure: 'TypeError' } });
    expect(await consumer.parked.get('views', address)).toMatchObject({ recoverable: true, tries: 0 });
    await consumer.redriveRecoverable();
    expect(consumer.taken).toEqual(names(1, 5));
  });
});

describe('a commit that arrives during a re-drive', () => {
  /** Delivered while the re-drive is at work on the third commit; the batch waits for nobody. */
  const arrivingAt = async (method: keyof ParkedStreams | 'consume') => {
    let arrive: (() => Promise<unknown>) | undefined;
    const once = async (where: string) => {
      if (sick || where !== method || !arrive) return;
      const arriving = arrive;
      arrive = undefined;
      await arriving();
    };
    const parked = ofAll(parkedIn(home), once);
    const consumer = await parkedAtTwo({ parked }, async (commit) => {
      await once('consume');
      return poisoned(2)(commit);
    });
    const later = await append(home, address, 1, 6);
    sick = false;
    arrive = () => consumer.deliver(later);
    return consumer;
  };

  it.each(['hold', 'consume', 'stay', 'release'] as const)(
    'just before its %s is taken last, and once',
    async (when) => {
      const consumer = await arrivingAt(when);
      const { commits, left } = await consumer.redrive(address);
      expect({ commits, left }).toEqual({ commits: 5, left: null });
      expect(consumer.taken).toEqual(names(1, 6));
      expect(await consumer.parked.get('views', address)).toBeUndefined();
    },
  );

  it('after the release, though its batch began before, is taken by its batch', async () => {
    const consumer = await parkedAtTwo();
    const later = await append(home, address, 2, 6);
    sick = false;
    let released = false;
    const parked = ofAll(consumer.parked, async (method) => {
      if (method !== 'join' || released) return;
      released = true;
      await consumer.redrive(address);
    });
    const second = consumerOn(home, () => undefined, { parked });
    await second.deliver(later);
    expect([...consumer.taken, ...second.taken]).toEqual(names(1, 7));
    expect(await consumer.parked.get('views', address)).toBeUndefined();
  });
});
