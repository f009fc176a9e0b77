/** Two generations of a view beside each other: both hear of everything, and people are shown one of them. */
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, accountStream, chooseRetention } from '../../../events/account/index.ts';
import { extendRequest, privacy, privacyStream, refuseRequest } from '../../../events/privacy/index.ts';
import { archiveSession, deleteSession, renameSession, session, sessionStream } from '../../../events/session/index.ts';
import { keyOf } from '../../../functions/adapters/dynamodb/session-item.ts';
import { received } from '../../support/compliance.ts';
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
const dueOf = async (days: number) => {
  const found = await Array.fromAsync(home.due.due({ at: home.now(days), lookBackDays: 120 }));
  return found.filter((each) => each.userId === userId).map(({ sessionId }) => sessionId);
};
const endedBy = async (days: 30 | 90) => {
  const found = await Array.fromAsync(home.lasting.endedBy({ days, at: home.now(40) }));
  return found.filter((each) => each.userId === userId).map(({ sessionId }) => sessionId);
};

describe('while a second generation stands beside the live one', () => {
  beforeAll(() => home.put('sessions', 1, 2));

  it('every commit goes to both, and both show the same', async () => {
    const id = await begun();
    await home.act(session, sessionStream(userId, id), renameSession('Squealing brakes'));
    await home.say(userId, id, 'And they grind');
    const [live, beside] = await inBoth(id);
    expect(live).toMatchObject({ title: 'Squealing brakes', messageCount: 2, days: -1 });
    expect(beside).toEqual(live);
  });

  it('a session is listed, counted and looked at once', async () => {
    const ids = [await begun(), await begun(), await begun()];
    await home.act(account, accountStream(userId), chooseRetention(30));
    expect(await listed()).toEqual(ids.toReversed());
    expect(await home.sessions.count(userId)).toBe(3);
    expect((await dueOf(40)).toSorted()).toEqual(ids.toSorted());
    expect((await endedBy(30)).toSorted()).toEqual(ids.toSorted());
  });

  it('one that is being built gets a whole row from the first commit it hears of', async () => {
    await home.put('sessions', 1);
    const id = await begun();
    await home.put('sessions', 1, 2);
    expect((await inBoth(id))[1]).toBeUndefined();
    await home.say(userId, id, 'And they grind');
    const [live, beside] = await inBoth(id);
    expect(beside).toEqual(live);
    expect(beside).toMatchObject({ messageCount: 2, firstMessage: 'My brakes squeal' });
  });

  it('what a person chose for their sessions counts in both', async () => {
    const id = await begun();
    await home.act(account, accountStream(userId), chooseRetention(90));
    const [live, beside] = await inBoth(id);
    expect([live, beside]).toEqual([expect.objectContaining({ days: 90 }), live]);
    await home.put('sessions', 2, 1);
    expect([await dueOf(30), await dueOf(120)]).toEqual([[], [id]]);
    await home.put('sessions', 1, 2);
  });

  it('what is deleted is in neither, and a late commit brings it back into neither', async () => {
    const id = await begun();
    const address = sessionStream(userId, id);
    await home.act(session, address, archiveSession, deleteSession);
    const commits = await Array.fromAsync(home.log.read(address));
    for (const commit of commits) await home.project(commit);
    for (const row of await inBoth(id)) expect(row).toMatchObject({ status: 'DELETED', through: 3 });
  });

  it('a row that is damaged in one is written anew there, and stands in nobody’s way in the other', async () => {
    const id = await begun();
    const key = { TableName: 'views', Key: keyOf(userId, id, 2) };
    await home.client!.send(new UpdateItemCommand({ ...key, UpdateExpression: 'REMOVE lastActive' }));
    await expect(home.sessions.get(userId, id, 2)).rejects.toMatchObject({ name: 'Corrupted' });
    await home.say(userId, id, 'And they grind');
    const [live, beside] = await inBoth(id);
    expect(beside).toEqual(live);
  });
});

describe('the index of privacy requests', () => {
  const openOf = async () => {
    const all = await Array.fromAsync(home.requests.due('open'));
    return all.filter((each) => each.userId === userId).map(({ dueAt }) => dueAt.slice(0, 10));
  };

  it('has generations of its own: both hear of every commit, one is asked', async () => {
    await home.put('requests', 1, 2);
    const address = privacyStream(userId, await received(home.store, userId));
    for (const commit of await Array.fromAsync(home.log.read(address))) await home.project(commit);
    const [first] = await openOf();
    await home.put('requests', 2, 1);
    expect(await openOf()).toEqual([first]);
    await home.act(privacy, address, extendRequest('complex'));
    const [later] = await openOf();
    expect(later! > first!).toBe(true);
    await home.put('requests', 1, 2);
    expect(await openOf()).toEqual([later]);
    await home.act(privacy, address, refuseRequest('excessive'));
    expect(await openOf()).toEqual([]);
    await home.put('requests', 2, 1);
    expect(await openOf()).toEqual([]);
    expect((await home.requests.page({ limit: 100 })).requests).not.toContainEqual(expect.objectContaining({ userId }));
  });
});
