/** SPEC N3: compliance places holds on somebody's data and releases them, over the local server. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { heldBy, holds, holdsStream } from '../../events/holds/index.ts';
import { startLocal, type Local, type Result } from '../support/local.ts';
import { operationNamed } from '../support/schema.ts';

type Shown = Record<string, string | null>;

const CLEO = 'local:cleo:compliance';

let dixon: Local;
beforeAll(async () => {
  dixon = await startLocal();
});
afterAll(() => dixon.stop());

let userId: string;
let sessionId: string;
beforeEach(async () => {
  userId = `user-${randomUUID()}`;
  sessionId = (await got('createConversation', {}, `local:${userId}`))['id']!;
});

const ask = async (name: string, args: object, who: string): Promise<Result> =>
  dixon.query(operationNamed(name).document, args as Record<string, unknown>, who);

/** Throws where it is refused. */
const got = async <T = Shown>(name: string, args: object, who = CLEO): Promise<T> => {
  const { data, errors } = await ask(name, args, who);
  if (errors) throw new Error(`${name}: ${JSON.stringify(errors)}`);
  return data![name] as T;
};
const codeOf = async (name: string, args: object, who = CLEO) =>
  (await ask(name, args, who)).errors?.[0]?.extensions.code;

const commitsOf = async (stream: string) => Array.fromAsync(dixon.log.read({ subject: userId, stream }));
const heldState = async () => (await dixon.store.load(holds, holdsStream(userId))).state;

describe('a hold', () => {
  it('is placed and released by compliance, and the history names who it was', async () => {
    const hold = await got('placeHold', { userId, reason: ' A claim at court ' });
    expect(hold).toMatchObject({ userId, sessionId: null, reason: 'A claim at court', placedBy: 'user-cleo' });
    expect(await got('getHolds', { userId })).toEqual([hold]);
    expect(heldBy(await heldState(), { what: 'account' })).toBe(hold['id']);

    expect(await got('releaseHold', { userId, holdId: hold['id'], reason: 'Settled' })).toBe(true);
    expect(await got('releaseHold', { userId, holdId: hold['id'], reason: 'Settled' })).toBe(true);
    expect(await got('getHolds', { userId })).toEqual([]);
    const commits = await commitsOf('holds');
    expect(commits.map(({ events }) => events.map(({ type }) => type))).toEqual([['HoldPlaced'], ['HoldReleased']]);
    for (const { actor } of commits) expect(actor).toEqual({ kind: 'operator', id: 'user-cleo' });
  });

  it('on one session leaves the others free', async () => {
    const { id } = await got('placeHold', { userId, sessionId, reason: 'A claim' });
    const state = await heldState();
    expect(heldBy(state, { what: 'session', sessionId })).toBe(id);
    expect(heldBy(state, { what: 'session', sessionId: randomUUID() })).toBeUndefined();
  });

  it('that is placed twice by one command is one', async () => {
    const wish = { userId, reason: 'A claim', commandId: 'place-once' };
    expect(await got('placeHold', wish)).toEqual(await got('placeHold', wish));
    expect(await got<Shown[]>('getHolds', { userId })).toHaveLength(1);
  });

  it('by the command of something else is refused', async () => {
    const { id: holdId } = await got('placeHold', { userId, reason: 'A claim' });
    await got('releaseHold', { userId, holdId, reason: 'Settled', commandId: 'used-before' });
    expect(await codeOf('placeHold', { userId, reason: 'A claim', commandId: 'used-before' })).toBe('AlreadyExists');
  });

  it('on ids that nobody has protects nothing, and is refused', async () => {
    expect(await codeOf('placeHold', { userId: `user-${randomUUID()}`, reason: 'A claim' })).toBe('NotFound');
    expect(await codeOf('placeHold', { userId, sessionId: randomUUID(), reason: 'A claim' })).toBe('NotFound');
    expect(await codeOf('placeHold', { userId, reason: '  ' })).toBe('InvalidInput');
    expect(await codeOf('releaseHold', { userId, holdId: randomUUID(), reason: 'Settled' })).toBe('NotFound');
    expect(await commitsOf('holds')).toEqual([]);
  });

  it('is sealed: its reason rests nowhere that can be read', async () => {
    await got('placeHold', { userId, reason: 'quorvath claim' });
    const [commit] = await commitsOf('holds');
    expect(Buffer.from(commit!.body!).toString('latin1')).not.toContain('quorvath');
  });

  it('that was released goes with the account, and whoever comes back can be held anew', async () => {
    const { id: holdId } = await got('placeHold', { userId, reason: 'A claim', commandId: 'place-first' });
    const release = { userId, holdId, reason: 'Settled', commandId: 'release-first' };
    await got('releaseHold', release);
    await got('clearAllUserData', {}, `local:${userId}`);
    await dixon.caughtUp();
    expect((await commitsOf('holds')).every(({ body }) => body === undefined)).toBe(true);
    // the answer was lost, and the erasure that it let go on was quicker than the second try
    expect(await got('releaseHold', release)).toBe(true);
    expect(await got('getHolds', { userId })).toEqual([]);
    expect(await codeOf('placeHold', { userId, reason: 'A claim' })).toBe('NotFound');

    await got('createConversation', {}, `local:${userId}`);
    const { id } = await got('placeHold', { userId, reason: 'Another claim' });
    expect(await got('getHolds', { userId })).toMatchObject([{ id, reason: 'Another claim' }]);
  });
});
