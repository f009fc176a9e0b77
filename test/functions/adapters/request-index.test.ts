/** The index of privacy requests on the real engine: what is open and due, whatever order commits arrive in. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Commit } from '../../../events/core/commit.ts';
import {
  completeExport,
  confirmIdentity,
  eraseExport,
  extendRequest,
  privacyStream,
  refuseRequest,
} from '../../../events/privacy/index.ts';
import type { RequestIndex } from '../../../events/projections/ports.ts';
import { createDynamoDBGenerationIndex } from '../../../functions/adapters/dynamodb/generation-index.ts';
import { createDynamoDBRequestIndex } from '../../../functions/adapters/dynamodb/request-index.ts';
import { REQUESTS } from '../../../functions/adapters/dynamodb/request-item.ts';
import { createDynamoDBSessionList } from '../../../functions/adapters/dynamodb/session-list-store.ts';
import { projectInto } from '../../../functions/views/project.ts';
import { onRequest, received } from '../../support/compliance.ts';
import { engineHome, type Home } from '../../support/stores.ts';

let home: Home;
let index: RequestIndex;
let project: ReturnType<typeof projectInto>;
let now = '2026-03-01T12:00:00.000Z';
beforeAll(async () => {
  home = await engineHome();
  const sessions = createDynamoDBSessionList(home.client!, 'views', home.vault);
  index = createDynamoDBRequestIndex(home.client!, 'views');
  const generations = createDynamoDBGenerationIndex(home.client!, 'views');
  project = projectInto({ store: home.store, sessions, requests: index, generations });
});
afterAll(() => home.stop());

// each story in a year of its own, so that what one leaves is not due in another
let year = 2030;
let userId: string;
beforeEach(() => {
  year += 1;
  now = `${year}-03-01T12:00:00.000Z`;
  userId = `user-${randomUUID()}`;
});
const store = () => home.storeWith({ now: () => now });
const ends = () => `${year}-12-31T00:00:00.000Z`;

const commitsOf = (requestId: string): Promise<Commit[]> =>
  Array.fromAsync(home.log.read(privacyStream(userId, requestId)));
const follow = async (requestId: string) => {
  for (const commit of await commitsOf(requestId)) await project(commit);
};
const dueOf = async (list: 'open' | 'exports') =>
  (await Array.fromAsync(index.due(list, ends()))).filter((request) => request.userId === userId);

const FACTS = {
  ...{ files: 1, bytes: 1, sha256: 'ab'.repeat(32), signedAt: '2026-03-01T12:00:00.000Z' },
  ...{ signature: 'c2ln', keyId: 'cd'.repeat(32) },
};

describe('a request', () => {
  it('stands there by when it is due, and by when it is due later', async () => {
    const requestId = await received(store(), userId);
    await follow(requestId);
    expect(await dueOf('open')).toEqual([{ userId, requestId, dueAt: `${year}-03-29T12:00:00.000Z` }]);
    await onRequest(store(), userId, requestId, extendRequest('complex'));
    await follow(requestId);
    expect(await dueOf('open')).toEqual([{ userId, requestId, dueAt: `${year}-05-28T12:00:00.000Z` }]);
  });

  it('leaves once it is refused, and no late delivery brings it back', async () => {
    const requestId = await received(store(), userId);
    await onRequest(store(), userId, requestId, refuseRequest('excessive'));
    const commits = await commitsOf(requestId);
    for (const commit of [...commits, ...commits.toReversed(), ...commits]) await project(commit);
    expect(await dueOf('open')).toEqual([]);
  });

  it('for an export changes lists when that is ready, and leaves when its week is over', async () => {
    const requestId = await received(store(), userId);
    await onRequest(store(), userId, requestId, confirmIdentity('login'));
    const expiresAt = `${year}-03-08T12:00:00.000Z`;
    await onRequest(store(), userId, requestId, completeExport({ ...FACTS, expiresAt }));
    await follow(requestId);
    expect([await dueOf('open'), await dueOf('exports')]).toEqual([[], [{ userId, requestId, dueAt: expiresAt }]]);
    await onRequest(store(), userId, requestId, eraseExport);
    await follow(requestId);
    expect(await dueOf('exports')).toEqual([]);
  });

  it('says nothing there but ids and instants', async () => {
    const requestId = await received(store(), userId);
    const [commit] = await commitsOf(requestId);
    await project(commit!);
    const keys = (await dueOf('open')).flatMap((row) => Object.keys(row));
    expect(keys.toSorted()).toEqual(['dueAt', 'requestId', 'userId']);
    expect(REQUESTS).toBe('requests#');
  });
});

describe('the list for compliance', () => {
  const ask = async (people: number, instants: number) => {
    const asked: string[] = [];
    for (let n = 0; n < people; n += 1) {
      // some at the very same instant
      now = new Date(Date.parse(`${year}-03-01T12:00:00.000Z`) + (n % instants) * 1_000).toISOString();
      userId = `user-${randomUUID()}`;
      const requestId = await received(store(), userId);
      await follow(requestId);
      asked.push(requestId);
    }
    return asked;
  };

  it('has every request once, soonest due first, whatever the size of a page', async () => {
    const asked = await ask(23, 4);
    for (const limit of [1, 3, 5, 100]) {
      const found: { requestId: string; dueAt: string; userId: string }[] = [];
      for (let more = true; more;) {
        const after = found.at(-1);
        const page = await index.page({ limit, dueBefore: ends(), ...(after ? { after } : {}) });
        expect(page.requests.length).toBeLessThanOrEqual(limit);
        found.push(...page.requests);
        more = page.more;
      }
      const mine = found.filter(({ requestId }) => asked.includes(requestId));
      expect(mine.map(({ requestId }) => requestId).toSorted()).toEqual(asked.toSorted());
      expect(found.map(({ dueAt }) => dueAt)).toEqual(found.map(({ dueAt }) => dueAt).toSorted());
    }
  });

  it('leaves out what is due at the instant, or later', async () => {
    const [requestId] = await ask(1, 1);
    const dueAt = `${year}-03-29T12:00:00.000Z`;
    const has = async (dueBefore: string) =>
      (await index.page({ limit: 100, dueBefore })).requests.some((request) => request.requestId === requestId);
    expect(await has(dueAt)).toBe(false);
    expect(await has(`${year}-03-29T12:00:00.001Z`)).toBe(true);
  });
});
