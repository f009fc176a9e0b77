/** The table of parked streams on the real engine. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDBParkedStreams } from '../../../functions/adapters/dynamodb/parked-streams.ts';
import { byAge } from '../../../functions/shared/parked/order.ts';
import type { Lease, Parked, ParkedStreams } from '../../../functions/shared/parked/ports.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { engineHome, type Home } from '../../support/stores.ts';

let home: Home;
let parked: ParkedStreams;
let waits: number;
beforeAll(async () => {
  home = await engineHome();
  parked = createDynamoDBParkedStreams(home.client!, 'parked', async () => void (waits += 1));
});
afterAll(() => home.stop());

const AT = '2026-11-21T10:00:00.000Z';
let one: Parked;
beforeEach(() => {
  waits = 0;
  one = {
    ...{ consumer: 'views', subject: `user-${randomUUID()}`, stream: 'session/one', from: 3, through: 3 },
    ...{ failure: 'TypeError', recoverable: false, tries: 0, parkedAt: AT, lastTriedAt: AT },
  };
});

const lease = (holder: string, now: string, until: string): Lease => ({
  holder,
  now: `2026-11-21T${now}.000Z`,
  until: `2026-11-21T${until}.000Z`,
});

describe('a parked stream', () => {
  it('is kept as it was parked, for one consumer', async () => {
    await parked.park(one);
    expect(await parked.get('views', one)).toEqual(one);
    expect(await parked.get('publish', one)).toBeUndefined();
    expect(await parked.among('publish', [one])).toEqual([]);
  });

  it('that is parked once more keeps its place; the commit joins', async () => {
    await parked.park(one);
    await parked.park({ ...one, from: 5, through: 5, failure: 'RangeError' });
    expect(await parked.get('views', one)).toEqual({ ...one, through: 5 });
  });

  it('is joined by later commits, and by earlier ones without a change', async () => {
    await parked.park(one);
    expect(await parked.join('views', one, 7)).toBe(true);
    expect(await parked.join('views', one, 4)).toBe(true);
    expect(await parked.get('views', one)).toEqual({ ...one, through: 7 });
  });

  it('that flows is joined by nothing', async () => {
    expect(await parked.join('views', one, 7)).toBe(false);
    expect(await parked.get('views', one)).toBeUndefined();
  });

  it('is found among 250 in requests of a hundred, whatever is asked for twice', async () => {
    await parked.park(one);
    const others = Array.from({ length: 249 }, () => ({ subject: `user-${randomUUID()}`, stream: 'garage' }));
    expect(await parked.among('views', [...others, one, one, ...others])).toEqual([one]);
    expect(await parked.among('views', [])).toEqual([]);
  });
});

describe('what DynamoDB had no capacity for', () => {
  const leavingOut = (times: number): ParkedStreams => {
    let left = times;
    const send = async (command: { input: { RequestItems?: { parked: unknown } } }) => {
      if (left === 0) return home.client!.send(command as never);
      left -= 1;
      return { Responses: { parked: [] }, UnprocessedKeys: command.input.RequestItems };
    };
    return createDynamoDBParkedStreams({ send } as never, 'parked', async () => void (waits += 1));
  };

  it('is asked for again after a wait', async () => {
    await parked.park(one);
    expect(await leavingOut(2).among('views', [one])).toEqual([one]);
    expect(waits).toBe(2);
  });

  it('again and again is an outage: a stream that nobody could ask for counts as no stream that flows', async () => {
    await expect(leavingOut(100).among('views', [one])).rejects.toBeInstanceOf(StorageUnavailable);
  });
});

describe('a lease', () => {
  it('is for one holder until it ends, or is given back', async () => {
    await parked.park(one);
    expect(await parked.hold('views', one, lease('a', '10:00:00', '10:01:30'))).toEqual(one);
    expect(await parked.hold('views', one, lease('b', '10:01:00', '10:02:30'))).toBeUndefined();
    // the answer to its first request was lost
    expect(await parked.hold('views', one, lease('a', '10:00:00', '10:01:30'))).toEqual(one);
    expect(await parked.hold('views', one, lease('b', '10:01:30', '10:03:00'))).toEqual(one);
    expect(await parked.stay({ ...one, tries: 1 }, lease('b', '10:01:40', '10:01:40'))).toMatchObject({ tries: 1 });
    expect(await parked.hold('views', one, lease('c', '10:01:40', '10:03:00'))).toMatchObject({ tries: 1 });
  });

  it('that was lost lets nothing be written down and nothing be released', async () => {
    await parked.park(one);
    await parked.hold('views', one, lease('a', '10:00:00', '10:01:30'));
    await parked.hold('views', one, lease('b', '10:01:30', '10:03:00'));
    expect(await parked.stay({ ...one, from: 4 }, lease('a', '10:01:31', '10:03:01'))).toBeUndefined();
    expect(await parked.release(one, lease('a', '10:01:31', '10:03:01'))).toBe(false);
    expect(await parked.get('views', one)).toEqual(one);
    expect(await parked.release(one, lease('b', '10:01:31', '10:03:01'))).toBe(true);
    expect(await parked.get('views', one)).toBeUndefined();
  });

  it('of a stream that flows is given to nobody, and leaves nothing there', async () => {
    const given = lease('a', '10:00:00', '10:01:30');
    expect(await parked.hold('views', one, given)).toBeUndefined();
    expect(await parked.stay(one, given)).toBeUndefined();
    expect(await parked.release(one, given)).toBe(false);
    expect(await parked.get('views', one)).toBeUndefined();
  });

  it('hears of what joins meanwhile, and releases nothing that it has not seen', async () => {
    await parked.park(one);
    const given = lease('a', '10:00:00', '10:01:30');
    const held = await parked.hold('views', one, given);
    await parked.join('views', one, 4);
    expect(await parked.release(held!, given)).toBe(false);
    const stayed = await parked.stay({ ...held!, from: 4 }, given);
    expect(stayed).toEqual({ ...one, from: 4, through: 4 });
    expect(await parked.release(stayed!, given)).toBe(true);
  });
});

describe('the list of a consumer', () => {
  const several = async (count: number): Promise<Parked[]> => {
    const streams = Array.from({ length: count }, (_, index) => ({
      ...one,
      ...{ consumer: 'publish' as const, stream: `session/${index}`, recoverable: index % 2 === 0 },
      // some at the very same instant
      parkedAt: new Date(Date.parse(AT) + (index % 4) * 1_000).toISOString(),
      lastTriedAt: new Date(Date.parse(AT) - index * 1_000).toISOString(),
    }));
    for (const stream of streams) await parked.park(stream);
    return streams;
  };

  it('has each stream once, oldest first, whatever the size of a page', async () => {
    const all = (await several(23)).toSorted(byAge);
    for (const limit of [1, 5, 22, 23, 100]) {
      const found: Parked[] = [];
      for (let more = true; more;) {
        const after = found.at(-1);
        const page = await parked.page('publish', { limit, ...(after ? { after } : {}) });
        expect(page.parked.length).toBeLessThanOrEqual(limit);
        found.push(...page.parked);
        more = page.more;
      }
      expect(found.filter(({ subject }) => subject === one.subject)).toEqual(all);
    }
  });

  it('of what may pass by itself begins with whoever was not tried for longest', async () => {
    const mine = (await several(9)).filter(({ recoverable }) => recoverable).toReversed();
    const found = await parked.recoverable('publish', 1_000);
    expect(found.filter(({ subject }) => subject === one.subject)).toEqual(mine);
    expect(await parked.recoverable('publish', 2)).toHaveLength(2);
  });
});
