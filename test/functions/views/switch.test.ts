/** A switch between two generations of the session list, a rollback, and what is left once one is retired. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ListedSession } from '../../../events/projections/session-list.ts';
import { archiveSession, renameSession, session, sessionStream } from '../../../events/session/index.ts';
import { twoGenerations, type TwoGenerations } from '../../support/two-generations.ts';

let home: TwoGenerations;
let userId: string;
beforeAll(async () => {
  home = await twoGenerations();
});
afterAll(() => home.stop());
beforeEach(async () => {
  userId = await home.somebody();
});

const begun = () => home.begun(userId);
const listed = async () => (await home.sessions.list(userId, { limit: 50 })).rows.map(({ sessionId }) => sessionId);
const inBoth = async (sessionId: string) => [
  await home.sessions.get(userId, sessionId, 1),
  await home.sessions.get(userId, sessionId, 2),
];

describe('a switch', () => {
  /** The same session says something else in each generation, so that one sees which one is shown. */
  const differing = async (): Promise<string> => {
    await home.put('sessions', 1, 2);
    const id = await begun();
    const row = (await home.sessions.get(userId, id)) as ListedSession;
    await home.sessions.put({ ...row, title: 'From the second', through: 9 }, 2);
    return id;
  };
  const titles = async () => (await home.sessions.list(userId, { limit: 50 })).rows.map(({ title }) => title);

  it('shows the rows of the other generation at once, everywhere; a rollback the old ones, which are current', async () => {
    const id = await differing();
    await home.put('sessions', 2, 1);
    expect(await titles()).toEqual(['From the second']);
    expect(await home.sessions.get(userId, id)).toMatchObject({ through: 9 });
    expect(await home.sessions.isListed((await home.sessions.get(userId, id)) as ListedSession)).toBe(true);
    await home.act(session, sessionStream(userId, id), renameSession('Newest'));
    await home.put('sessions', 1, 2);
    expect(await titles()).toEqual(['Newest']);
  });

  it('mixes no pages: who reads on reads on where they were, in the other generation', async () => {
    await home.put('sessions', 1, 2);
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) ids.unshift(await begun());
    await home.act(session, sessionStream(userId, ids[3]!), archiveSession);
    const first = await home.sessions.list(userId, { limit: 3 });
    await home.put('sessions', 2, 1);
    const second = await home.sessions.list(userId, { limit: 3, nextToken: first.nextToken! });
    await home.put('sessions', 1, 2);
    const third = await home.sessions.list(userId, { limit: 3, nextToken: second.nextToken! });
    const read = [first, second, third].flatMap(({ rows }) => rows.map(({ sessionId }) => sessionId));
    expect(read).toEqual((await home.sessions.list(userId, { limit: 50 })).rows.map(({ sessionId }) => sessionId));
    expect(read.toSorted()).toEqual(ids.toSorted());
  });
});

describe('once one is retired', () => {
  it('commits go to the live one alone, and it is as it was', async () => {
    await home.put('sessions', 1, 2);
    const id = await begun();
    await home.put('sessions', 1);
    await home.say(userId, id, 'And they grind');
    const [live, retired] = await inBoth(id);
    expect([live, retired]).toEqual([
      expect.objectContaining({ messageCount: 2 }),
      expect.objectContaining({ messageCount: 0 }),
    ]);
    expect(await listed()).toEqual([id]);
  });
});
