/** The retention sweep on the real engine: what goes, what stays, what it reads for it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  account,
  accountStream,
  chooseRetention,
  liftRestriction,
  openAccount,
  restrictProcessing,
} from '../../../events/account/index.ts';
import type { StreamAddress } from '../../../events/core/commit.ts';
import type { AnyEvent, StreamModel } from '../../../events/core/decider.ts';
import type { EventStore } from '../../../events/core/event-store.ts';
import { holds, holdsStream, placeHold, releaseHold } from '../../../events/holds/index.ts';
import { keepSession, session, sessionStream, startSession, startTurn } from '../../../events/session/index.ts';
import { createDynamoDBDueSessions } from '../../../functions/adapters/dynamodb/due-index.ts';
import { createDynamoDBGenerationIndex } from '../../../functions/adapters/dynamodb/generation-index.ts';
import { createDynamoDBRequestIndex } from '../../../functions/adapters/dynamodb/request-index.ts';
import { createDynamoDBSessionList } from '../../../functions/adapters/dynamodb/session-list-store.ts';
import { holdsIn } from '../../../functions/sweep/is-held.ts';
import type { RetentionParts } from '../../../functions/sweep/ports.ts';
import { sweepRetention } from '../../../functions/sweep/sweep-retention.ts';
import { projectInto } from '../../../functions/views/project.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { engineHome, type Home } from '../../support/stores.ts';

const BEGIN = '2026-03-01T12:00:00.000Z';
const HOUR = 3_600;
const DAY = 86_400;

let home: Home;
let store: EventStore;
let parts: RetentionParts;
let project: ReturnType<typeof projectInto>;
/** Seconds since the beginning. */
let elapsed = 0;
const now = () => new Date(Date.parse(BEGIN) + elapsed * 1_000).toISOString();

beforeAll(async () => {
  home = await engineHome();
  store = home.storeWith({ now });
  const sessions = createDynamoDBSessionList(home.client!, 'views', home.vault, { nowMs: () => Date.parse(now()) });
  const generations = createDynamoDBGenerationIndex(home.client!, 'views');
  const requests = createDynamoDBRequestIndex(home.client!, 'views');
  project = projectInto({ store, sessions, requests, generations });
  const dueSessions = createDynamoDBDueSessions(home.client!, 'views');
  parts = { store, log: home.log, dueSessions, isHeld: holdsIn({ store }), now };
});
afterAll(() => home.stop());
// each story in a year of its own: what one leaves is not due in another
let year = 0;
beforeEach(() => {
  year += 1;
  elapsed = year * 400 * DAY;
});

const wait = (seconds: number) => {
  elapsed += seconds;
};
const person = () => `user-${randomUUID()}`;
const visitor = () => `anon-session-${randomUUID()}`;

/** A command, and the row that follows it. */
const execute = async <S, E extends AnyEvent>(
  model: StreamModel<S, E>,
  address: StreamAddress,
  wish: (state: S, at: string) => E[],
) => {
  const context = {
    commandId: randomUUID(),
    actor: { kind: 'person' as const, id: address.subject },
    correlation: 'c',
  };
  await store.execute(model, address, context, wish);
  const [tip] = await home.log.newest(address, { limit: 1, consistent: true });
  await project(tip!);
};

const open = (userId: string) =>
  execute(account, accountStream(userId), openAccount(userId.startsWith('anon') ? 'anonymous' : 'registered'));
const choose = (userId: string, days: 30 | 90 | -1) => execute(account, accountStream(userId), chooseRetention(days));
const begin = async (userId: string): Promise<StreamAddress> => {
  const address = sessionStream(userId, randomUUID());
  await execute(session, address, startSession({ level: 'quick' }));
  return address;
};
const owner = async (days: 30 | 90 | -1) => {
  const userId = person();
  await open(userId);
  await choose(userId, days);
  return { userId, address: await begin(userId) };
};

const sweep = (more: Partial<RetentionParts> & { most?: number } = {}, lookBackDays = 2) =>
  sweepRetention({ ...parts, ...more })({ lookBackDays });
const nothing = { due: 0, ended: 0, held: 0, spared: 0, gone: 0, failed: {}, more: false };
const tip = async (address: StreamAddress) => (await home.log.newest(address, { limit: 1, consistent: true }))[0]!;
const isDeleted = async (address: StreamAddress) =>
  (await tip(address)).events.some(({ type }) => type === 'SessionDeleted');
/** Lets the views hear of what a sweep did. */
const follow = async (...addresses: StreamAddress[]) => {
  for (const address of addresses) await project(await tip(address));
};

describe('a session under 30 days', () => {
  it('stays on day 30 and goes on day 31, by the system', async () => {
    const { address } = await owner(30);
    wait(30 * DAY);
    expect(await sweep()).toEqual(nothing);
    wait(DAY);
    expect(await sweep()).toEqual({ ...nothing, due: 1, ended: 1 });
    expect(await tip(address)).toMatchObject({
      events: [{ type: 'SessionDeleted' }],
      actor: { kind: 'system', id: 'retention' },
      // it becomes the id of the erasure's request
      correlation: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
    });
    expect(await sweep()).toEqual({ ...nothing, due: 1, gone: 1 });
    await follow(address);
    expect(await sweep()).toEqual(nothing);
  });

  it('stays where it was active meanwhile, though the index has not heard of it', async () => {
    const { userId, address } = await owner(30);
    wait(30 * DAY);
    const say = startTurn({ turnId: randomUUID(), message: 'Hello again', mayBegin: false });
    const context = { commandId: randomUUID(), actor: { kind: 'person' as const, id: userId }, correlation: 'c' };
    wait(DAY - 10);
    await store.execute(session, address, context, say);
    wait(10);
    expect(await sweep()).toEqual({ ...nothing, due: 1, spared: 1 });
    expect(await isDeleted(address)).toBe(false);
  });

  it('stays where the person wants it kept for longer, and goes where they want that no more', async () => {
    const { userId, address } = await owner(30);
    wait(20 * DAY);
    await choose(userId, -1);
    wait(80 * DAY);
    expect(await sweep({}, 120)).toEqual(nothing);
    await choose(userId, 30);
    expect(await sweep()).toEqual({ ...nothing, due: 1, ended: 1 });
    expect(await isDeleted(address)).toBe(true);
  });

  it('stays while it is held or restricted, and goes once it is not', async () => {
    const { userId, address } = await owner(30);
    wait(31 * DAY);
    const sessionId = address.stream.slice('session/'.length);
    const hold = {
      holdId: randomUUID(),
      scope: { what: 'session' as const, sessionId },
      reason: 'A claim',
      by: person(),
    };
    await execute(holds, holdsStream(userId), placeHold(hold));
    expect(await sweep()).toEqual({ ...nothing, due: 1, held: 1 });
    // long after, and so behind the days that a sweep looks at
    wait(200 * DAY);
    expect(await sweep()).toEqual(nothing);
    await execute(holds, holdsStream(userId), releaseHold(hold.holdId, 'It was settled'));
    await execute(account, accountStream(userId), restrictProcessing);
    expect(await sweep()).toEqual({ ...nothing, due: 1, held: 1 });
    expect(await isDeleted(address)).toBe(false);
    await execute(account, accountStream(userId), liftRestriction);
    expect(await sweep()).toEqual({ ...nothing, due: 1, ended: 1 });
  });
});

describe('a visitor’s session', () => {
  it('goes an hour and a second after the last activity, with everything else of the visitor', async () => {
    const userId = visitor();
    await open(userId);
    const [first, second] = [await begin(userId), await begin(userId)];
    wait(HOUR);
    expect(await sweep()).toMatchObject({ ended: 0 });
    wait(1);
    expect(await sweep()).toEqual({ ...nothing, due: 2, ended: 2 });
    expect(await tip(accountStream(userId))).toMatchObject({
      events: [{ type: 'AccountClosed' }],
      actor: { kind: 'system', id: 'retention' },
    });
    // the erasure of the account takes them along
    expect(await Promise.all([first, second].map(isDeleted))).toEqual([false, false]);
  });

  it('goes alone where something else of the visitor is held', async () => {
    const userId = visitor();
    await open(userId);
    const [free, held] = [await begin(userId), await begin(userId)];
    const scope = { what: 'session' as const, sessionId: held.stream.slice('session/'.length) };
    const hold = { holdId: randomUUID(), scope, reason: 'A claim', by: person() };
    await execute(holds, holdsStream(userId), placeHold(hold));
    wait(HOUR + 1);
    expect(await sweep()).toEqual({ ...nothing, due: 2, ended: 1, held: 1 });
    expect(await Promise.all([free, held].map(isDeleted))).toEqual([true, false]);
  });

  it('goes alone where the visitor is active in another one', async () => {
    const userId = visitor();
    await open(userId);
    const old = await begin(userId);
    wait(HOUR - 60);
    const young = await begin(userId);
    wait(61);
    expect(await sweep()).toEqual({ ...nothing, due: 1, ended: 1 });
    expect(await Promise.all([old, young].map(isDeleted))).toEqual([true, false]);
    expect((await tip(accountStream(userId))).events).toEqual([{ type: 'AccountOpened', version: 1 }]);
  });

  it('stays where it is kept', async () => {
    const userId = visitor();
    await open(userId);
    const address = await begin(userId);
    await execute(session, address, keepSession);
    wait(HOUR + 1);
    expect(await sweep()).toEqual(nothing);
    await choose(userId, 30);
    wait(31 * DAY);
    expect(await sweep()).toMatchObject({ due: 1, ended: 1 });
  });
});

describe('a run', () => {
  it('goes on behind a session that fails, names the error, and succeeds the next time', async () => {
    const { userId } = await owner(30);
    const address = [await begin(userId), await begin(userId)][1]!;
    wait(31 * DAY);
    const failing: EventStore = {
      ...store,
      execute: async (model, at, ...rest) => {
        if (at.stream === address.stream) throw new StorageUnavailable('events');
        return store.execute(model, at, ...rest);
      },
    };
    expect(await sweep({ store: failing })).toEqual({
      ...nothing,
      due: 3,
      ended: 2,
      failed: { StorageUnavailable: 1 },
    });
    expect(await sweep()).toEqual({ ...nothing, due: 3, ended: 1, gone: 2 });
  });

  it('is bounded, and the next one goes on', async () => {
    const { userId } = await owner(30);
    const addresses: StreamAddress[] = [];
    for (let n = 0; n < 11; n += 1) addresses.push(await begin(userId));
    wait(31 * DAY);
    expect(await sweep({ most: 8 })).toMatchObject({ due: 8, ended: 8, more: true });
    for (const address of addresses) if (await isDeleted(address)) await follow(address);
    expect(await sweep({ most: 8 })).toMatchObject({ ended: 4, more: false });
  });
});
