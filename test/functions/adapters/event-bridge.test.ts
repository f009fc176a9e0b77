import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, test } from 'vitest';
import { createEventBridgeBus } from '../../../functions/adapters/event-bridge.ts';
import { announcementsOf, type Announcement } from '../../../functions/publish/announce.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { clientFor, nobodyThere, startLoopback, thrownBy, type LoopbackRequest } from '../../support/loopback.ts';
import { aCommit } from '../runtime/examples.ts';

type Entry = { EventBusName: string; Source: string; DetailType: string; Detail: string; Time: number };

const busAt = (server: { endpoint: string }) =>
  createEventBridgeBus(new EventBridgeClient(clientFor(server)), 'dixon-facts', async () => {});

const entriesOf = ({ body }: LoopbackRequest): Entry[] => (JSON.parse(body) as { Entries: Entry[] }).Entries;

/** The commit number that an entry announces: how these tests tell entries apart. */
const numberOf = ({ Detail }: Entry): number => (JSON.parse(Detail) as Announcement['detail']).number;

const announcements = (count: number): Announcement[] =>
  Array.from({ length: count }, (_, index) =>
    announcementsOf(aCommit(index + 1, { events: [{ type: 'TurnAnswered', version: 1 }] })),
  ).flat();

/** A bus that takes every entry but those whose number `refuses` names, per request. */
const busRefusing = (refuses: (number: number, nth: number) => boolean) =>
  startLoopback((request, nth) => {
    const Entries = entriesOf(request).map((entry) =>
      refuses(numberOf(entry), nth)
        ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }
        : { EventId: `taken-${numberOf(entry)}` },
    );
    const FailedEntryCount = Entries.filter((entry) => 'ErrorCode' in entry).length;
    return { body: JSON.stringify({ FailedEntryCount, Entries }) };
  });

const never = () => false;

const sentTo = (requests: LoopbackRequest[]): number[][] => requests.map((request) => entriesOf(request).map(numberOf));

describe('facts on the bus', () => {
  test('a fact is announced by its type, at the instant of its commit, and its ids are all that is told', async () => {
    await using server = await busRefusing(never);
    const commit = aCommit(7);
    await busAt(server)(announcementsOf(commit));

    expect(server.requests[0]!.headers['x-amz-target']).toBe('AWSEvents.PutEvents');
    const entries = entriesOf(server.requests[0]!);
    expect(entries.map(({ DetailType }) => DetailType)).toEqual(['TurnStarted', 'TurnAnswered']);
    for (const entry of entries)
      expect(entry).toMatchObject({
        EventBusName: 'dixon-facts',
        Source: 'dixon',
        Time: Date.parse(commit.at) / 1_000,
      });
    expect(JSON.parse(entries[1]!.Detail)).toEqual({
      id: `${commit.stream}#0000000007.1`,
      subject: commit.subject,
      stream: commit.stream,
      number: 7,
      version: 1,
      at: commit.at,
      correlation: commit.correlation,
    });
  });

  test('twenty-three facts travel in requests of ten, ten and three, in their order', async () => {
    await using server = await busRefusing(never);
    await busAt(server)(announcements(23));
    expect(sentTo(server.requests).map((numbers) => numbers.length)).toEqual([10, 10, 3]);
    expect(sentTo(server.requests).flat()).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
  });

  test('nothing to announce asks nothing of the bus', async () => {
    await using server = await busRefusing(never);
    await busAt(server)([]);
    expect(server.requests).toHaveLength(0);
  });
});

describe('a bus that refuses', () => {
  test('only the refused facts are sent again', async () => {
    await using server = await busRefusing((number, nth) => nth === 1 && [2, 5].includes(number));
    await busAt(server)(announcements(6));
    expect(sentTo(server.requests)).toEqual([
      [1, 2, 3, 4, 5, 6],
      [2, 5],
    ]);
  });

  test('each attempt narrows to what is still refused', async () => {
    await using server = await busRefusing((number, nth) => (nth === 1 && number < 4) || (nth === 2 && number === 3));
    await busAt(server)(announcements(4));
    expect(sentTo(server.requests)).toEqual([[1, 2, 3, 4], [1, 2, 3], [3]]);
  });

  test('a fact refused three times is not announced, and the caller hears it', async () => {
    await using server = await busRefusing((number) => number === 2);
    const error = await thrownBy(busAt(server)(announcements(3)), StorageUnavailable);
    expect(error.facts).toEqual({ store: 'event bus' });
    expect(sentTo(server.requests)).toEqual([[1, 2, 3], [2], [2]]);
  });

  test('a refusal in the second request is heard as well', async () => {
    await using server = await busRefusing((number) => number === 12);
    await expect(busAt(server)(announcements(12))).rejects.toBeInstanceOf(StorageUnavailable);
    expect(sentTo(server.requests).slice(1)).toEqual([[11, 12], [12], [12]]);
  });

  test('a bus that answers with an error, or not at all, is unavailable storage', async () => {
    await using server = await startLoopback(() => ({ status: 500, body: '{"__type":"InternalException"}' }));
    await expect(busAt(server)(announcements(1))).rejects.toBeInstanceOf(StorageUnavailable);
    await expect(busAt(await nobodyThere())(announcements(1))).rejects.toBeInstanceOf(StorageUnavailable);
  });
});
