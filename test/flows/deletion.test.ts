/** Deleting, ending, claiming and taking along, as people do it through GraphQL. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../events/core/chain.ts';
import { place } from '../../events/core/commit-opener.ts';
import { streamType, type Commit, type StreamAddress } from '../../events/core/commit.ts';
import { ANONYMOUS_SECONDS, sessionStream } from '../../events/session/index.ts';
import { startLocal, type Local, type Result } from '../support/local.ts';
import { says, scripted } from '../support/models.ts';

let dixon: Local;
/** How far the clock is ahead, in milliseconds. */
let ahead = 0;
beforeAll(async () => {
  const { model } = scripted(says('That sounds like Quillfeather pads.'));
  dixon = await startLocal({ model, now: () => new Date(Date.now() + ahead).toISOString() });
});
afterAll(() => dixon.stop());

let sam: string;
beforeEach(() => {
  ahead = 0;
  sam = `local:sam-${randomUUID()}`;
});
const userOf = (authorization: string): string => `user-${authorization.slice('local:'.length)}`;

const CONVERSATION = 'id userId createdAt position messages { sender message timestamp diagnosticLevel }';
type Conversation = {
  id: string;
  userId: string;
  createdAt: string;
  messages: { sender: string; message: string; timestamp: string; diagnosticLevel: string }[];
};

/** The data of one field; fails where there was an error. */
const ask = async <T>(query: string, variables: Record<string, unknown> = {}, authorization = sam): Promise<T> => {
  const { data, errors } = await dixon.query(query, variables, authorization);
  expect(errors).toBeUndefined();
  return Object.values(data!)[0] as T;
};
const codeOf = ({ errors }: Result): string | undefined => errors?.[0]?.extensions.code;
const refused = async (query: string, variables: Record<string, unknown> = {}, authorization = sam) =>
  codeOf(await dixon.query(query, variables, authorization));

const GET = `query ($id: String!) { getConversation(conversationId: $id) { ${CONVERSATION} } }`;
const DELETE = 'mutation ($id: String!, $commandId: String) { deleteSession(sessionId: $id, commandId: $commandId) }';
const CLEAR = 'mutation ($commandId: String) { clearAllUserData(commandId: $commandId) }';
const END = 'mutation ($token: String) { endAnonymousSession(token: $token) }';
const CLAIM = `mutation ($token: String!) { claimAnonymousSession(token: $token) { id userId title messageCount diagnosticLevel createdAt } }`;
const EXPORT = `mutation { exportUserData { format exportedAt vehicles { id vehicleData { nickname } } sessions { id title } conversations { ${CONVERSATION} } } }`;
const ADD = `mutation ($nickname: String) { addUserVehicle(vehicleData: { basic: { year: 2024, make: "Honda", model: "Civic" }, nickname: $nickname }) { id } }`;
type Claimed = { id: string; userId: string; messageCount: number; diagnosticLevel: string; createdAt: string }[];

const listed = async (authorization = sam): Promise<string[]> =>
  (await ask<{ id: string }[]>('{ getChatSessions { id } }', {}, authorization)).map(({ id }) => id);

const commitsOf = (address: StreamAddress): Promise<Commit[]> => Array.fromAsync(dixon.log.read(address));
/** Of everything but requests, which outlive the rest. */
const bodiesOf = async (subject: string): Promise<number> =>
  (await Array.fromAsync(dixon.log.readSubject(subject))).filter(
    ({ body, stream }) => body && streamType(stream) !== 'privacy',
  ).length;

describe('a session that its person deletes', () => {
  it('is gone at once, and then its words are: unreadable, out of the list, the chain intact', async () => {
    const { conversationId: id } = await dixon.send('My brakes are squealing', {}, sam);
    await dixon.caughtUp();
    expect(await listed()).toEqual([id]);
    const address = sessionStream(userOf(sam), id);
    const before = await commitsOf(address);

    expect(await ask(DELETE, { id })).toBe(true);
    expect(await refused(GET, { id })).toBe('NotFound');
    await dixon.caughtUp();
    expect(await listed()).toEqual([]);
    const after = await commitsOf(address);
    // the request that it became
    const request = after.at(-1)!.correlation;
    for (const commit of before)
      await expect(dixon.vault.open(address, place(commit), commit.body!)).rejects.toMatchObject({
        name: 'NotFound',
        request,
      });
    expect(await ask('{ getPrivacyRequests { id state } }')).toEqual([{ id: request, state: 'erased' }]);
    expect(await verifyChain(after)).toMatchObject({ commits: before.length + 1, erased: before.length + 1 });
    expect(await refused(GET, { id })).toBe('NotFound');
    expect((await dixon.send('Are you there?', { conversationId: id }, sam)).error?.extensions.code).toBe('NotFound');
  });

  it('is deleted once: the second time it is not there; the same command is told it was done', async () => {
    const { conversationId: id } = await dixon.send('My brakes are squealing', {}, sam);
    const commandId = randomUUID();
    expect(await ask(DELETE, { id, commandId })).toBe(true);
    expect(await refused(DELETE, { id })).toBe('NotFound');
    expect(await ask(DELETE, { id, commandId })).toBe(true);
    await dixon.caughtUp();
    expect(await refused(DELETE, { id })).toBe('NotFound');
    expect(await ask(DELETE, { id, commandId })).toBe(true);
  });

  it('is nobody else’s to delete, and looks like one that never was', async () => {
    const { conversationId: id } = await dixon.send('My brakes are squealing', {}, sam);
    const theirs = await dixon.query(DELETE, { id }, 'local:eve');
    const nobodys = await dixon.query(DELETE, { id: randomUUID() }, 'local:eve');
    expect(theirs.errors?.[0]).toEqual(nobodys.errors?.[0]);
    expect((await ask<Conversation>(GET, { id })).id).toBe(id);
  });
});

describe('a person who clears everything', () => {
  it('is forgotten, and starts again with an empty library', async () => {
    await ask(ADD, { nickname: 'Old one' });
    const { conversationId: id } = await dixon.send('My brakes are squealing', {}, sam);
    const commandId = randomUUID();
    expect(await ask(CLEAR, { commandId })).toBe(true);
    await dixon.caughtUp();
    expect(await bodiesOf(userOf(sam))).toBe(0);
    expect(await ask(CLEAR, { commandId })).toBe(true);
    expect(await ask(CLEAR)).toBe(true);
    expect(await refused(GET, { id })).toBe('NotFound');
    expect(await listed()).toEqual([]);
    expect(await ask('{ getUserVehicles { id } }')).toEqual([]);

    await ask(ADD, { nickname: 'New one' });
    const again = await dixon.send('It does not start', {}, sam);
    await dixon.caughtUp();
    expect(await listed()).toEqual([again.conversationId]);
    expect(await ask('{ getUserVehicles { usageCount vehicleData { nickname } } }')).toEqual([
      { usageCount: 0, vehicleData: { nickname: 'New one' } },
    ]);
    for (const stream of ['account', 'garage'])
      expect(await verifyChain(await commitsOf({ subject: userOf(sam), stream }))).not.toHaveProperty('fault');
  });

  it('and comes back at once is asked to wait until it is done, and loses nothing of the new', async () => {
    await dixon.send('My brakes are squealing', {}, sam);
    expect(await ask(CLEAR)).toBe(true);
    let sent = await dixon.send('It does not start', {}, sam);
    // nothing new begins before everything old is gone
    while (sent.error?.extensions.code === 'ConcurrentModification')
      sent = await dixon.send('It does not start', {}, sam);
    const { conversationId, error } = sent;
    expect(error).toBeUndefined();
    await dixon.caughtUp();
    expect(await listed()).toEqual([conversationId]);
    expect((await ask<Conversation>(GET, { id: conversationId })).messages).toHaveLength(2);
  });

  it('may have nothing at all', async () => {
    expect(await ask(CLEAR)).toBe(true);
    await dixon.caughtUp();
    expect(await ask(CLEAR)).toBe(true);
  });

  it('answers in under a second', async () => {
    await dixon.send('My brakes are squealing', {}, sam);
    const started = performance.now();
    await ask(CLEAR);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

type Visitor = { token: string; userId: string };
const visit = async (): Promise<Visitor> => {
  const { result } = await dixon.post(JSON.stringify({ query: 'mutation { generateSession { token userId } }' }), null);
  return result.data!['generateSession'] as unknown as Visitor;
};

describe('a visitor who leaves', () => {
  it('is gone, asked with the token alone as a beacon does, and may leave twice', async () => {
    const { token, userId } = await visit();
    const { conversationId: id } = await dixon.send('My brakes are squealing', {}, token);
    const beacon = () => dixon.post(JSON.stringify({ query: END, variables: { token } }), null);
    expect((await beacon()).result).toEqual({ data: { endAnonymousSession: true } });
    // at once, though the erasure may not have begun
    expect(await refused(GET, { id }, token)).toBe('SessionExpired');
    await dixon.caughtUp();
    expect(await bodiesOf(userId)).toBe(0);
    expect(await refused(GET, { id }, token)).toBe('SessionExpired');
    expect((await dixon.send('Hello?', {}, token)).error?.extensions.code).toBe('SessionExpired');
    expect((await beacon()).result).toEqual({ data: { endAnonymousSession: true } });
  });

  it('may say so by who they are, and without having said a word', async () => {
    const { token, userId } = await visit();
    expect(await ask(END, {}, token)).toBe(true);
    await dixon.caughtUp();
    expect(await bodiesOf(userId)).toBe(0);
    const again = await ask<{ valid: boolean }>(`mutation { validateSession(token: "${token}") { valid } }`);
    expect(again.valid).toBe(false);
  });

  it('is no registered person, and nobody with a token of their own making', async () => {
    expect(await refused(END)).toBe('PermissionDenied');
    const { result } = await dixon.post(JSON.stringify({ query: END, variables: { token: 'a.b.c' } }), null);
    expect(codeOf(result)).toBe('PermissionDenied');
    expect(codeOf((await dixon.post(JSON.stringify({ query: END }), null)).result)).toBe('PermissionDenied');
  });
});

describe('a visitor who signs in', () => {
  const visited = async () => {
    const visitor = await visit();
    const context = JSON.stringify({ mode: 'precision' });
    const first = await dixon.send('My brakes are squealing', { diagnostic_context: context }, visitor.token);
    await dixon.send('Is that safe?', { conversationId: first.conversationId }, visitor.token);
    const id = first.conversationId;
    return { ...visitor, id, before: await ask<Conversation>(GET, { id }, visitor.token) };
  };

  it('keeps the conversation: every word, its order, its times, its level; the visit is erased', async () => {
    const { token, userId, id, before } = await visited();
    ahead = 90_000;
    const [claimed, ...more] = await ask<Claimed>(CLAIM, { token });
    expect(more).toEqual([]);
    expect(claimed).toMatchObject({ id, userId: userOf(sam), messageCount: 4, diagnosticLevel: 'precision' });
    const kept = await ask<Conversation>(GET, { id });
    expect(kept.messages).toEqual(before.messages);
    expect(kept.messages).toHaveLength(4);
    expect(kept.createdAt).toBe(before.createdAt);
    await dixon.caughtUp();
    expect(await bodiesOf(userId)).toBe(0);
    expect(await listed()).toEqual([id]);
    expect(await verifyChain(await commitsOf(sessionStream(userOf(sam), id)))).not.toHaveProperty('fault');
    expect(await dixon.send('And now?', { conversationId: id }, sam)).toMatchObject({ success: true });
  });

  it('and claims twice has it once', async () => {
    const { token, id } = await visited();
    const first = await ask<Claimed>(CLAIM, { token });
    const commits = async () => (await Array.fromAsync(dixon.log.readSubject(userOf(sam)))).length;
    const before = await commits();
    expect(await ask<Claimed>(CLAIM, { token })).toEqual(first);
    await dixon.caughtUp();
    expect(await ask<Claimed>(CLAIM, { token })).toEqual(first);
    expect(await commits()).toBe(before);
    expect((await ask<Conversation>(GET, { id })).messages).toHaveLength(4);
  });

  it('twice at once, too', async () => {
    const { token, id } = await visited();
    await Promise.all([1, 2, 3].map(() => dixon.query(CLAIM, { token }, sam)));
    expect((await ask<Conversation>(GET, { id })).messages).toHaveLength(4);
    await dixon.caughtUp();
    expect(await listed()).toEqual([id]);
  });

  it('does not get back what they deleted since', async () => {
    const { token, id } = await visited();
    await ask<Claimed>(CLAIM, { token });
    await ask(DELETE, { id });
    await dixon.caughtUp();
    expect(await ask<Claimed>(CLAIM, { token })).toEqual([]);
    expect(await listed()).toEqual([]);
  });

  it('cannot take a visit that ended, nor one that somebody else has claimed', async () => {
    const ended = await visited();
    await ask(END, { token: ended.token });
    expect(await refused(CLAIM, { token: ended.token })).toBe('PermissionDenied');
    await dixon.caughtUp();
    expect(await refused(CLAIM, { token: ended.token })).toBe('PermissionDenied');
    const taken = await visited();
    await ask<Claimed>(CLAIM, { token: taken.token }, 'local:eve');
    expect(await refused(CLAIM, { token: taken.token })).toBe('PermissionDenied');
    await dixon.caughtUp();
    expect(await refused(CLAIM, { token: taken.token })).toBe('PermissionDenied');
    expect(await listed()).toEqual([]);
  });

  it('comes too late after an hour', async () => {
    const { token } = await visited();
    ahead = (ANONYMOUS_SECONDS + 1) * 1_000;
    expect(await refused(CLAIM, { token })).toBe('SessionExpired');
  });

  it('must have signed in, with a token that is one', async () => {
    const { token } = await visited();
    expect(await refused(CLAIM, { token }, token)).toBe('PermissionDenied');
    expect(await refused(CLAIM, { token: `${token.slice(0, -4)}AAAA` })).toBe('PermissionDenied');
  });
});

describe('what a person takes along', () => {
  it('holds every word that was planted, and nothing of another person', async () => {
    const eve = `local:eve-${randomUUID()}`;
    await ask(ADD, { nickname: 'Evescar' }, eve);
    await dixon.send('Evesbrakes squeal', {}, eve);
    await ask(ADD, { nickname: 'Samscar' });
    const { conversationId: id } = await dixon.send('Samsbrakes squeal', {}, sam);
    await dixon.send('Samsengine coughs', {}, sam);
    await ask('mutation ($id: String!) { updateSessionTitle(sessionId: $id, title: "Samstitle") }', { id });
    await dixon.caughtUp();

    const exported = await ask<{ conversations: unknown[]; sessions: unknown[]; format: string }>(EXPORT);
    const text = JSON.stringify(exported);
    for (const word of ['Samscar', 'Samsbrakes', 'Samsengine', 'Samstitle', 'Quillfeather'])
      expect(text).toContain(word);
    for (const word of ['Evescar', 'Evesbrakes', userOf(eve)]) expect(text).not.toContain(word);
    expect(exported).toMatchObject({ format: 'JSON', conversations: { length: 2 }, sessions: { length: 2 } });
  });
});

describe('how long sessions are kept', () => {
  const SET =
    'mutation ($settings: String!, $userId: String) { updatePrivacySettings(settings: $settings, userId: $userId) }';

  it('is the person’s to say, before anything else was said', async () => {
    expect(await ask(SET, { settings: '{"dataRetention":"30_days"}' })).toBe(true);
    expect(await ask('{ getUserProfile { dataRetentionDays } }')).toEqual({ dataRetentionDays: 30 });
    expect(await ask(SET, { settings: '{"dataRetention":"indefinite"}', userId: userOf(sam) })).toBe(true);
    expect(await ask('{ getUserProfile { dataRetentionDays } }')).toEqual({ dataRetentionDays: -1 });
  });

  it.each(['', 'no JSON', '{}', '{"dataRetention":"1_day"}', 'null'])('is not said by %j', async (settings) => {
    expect(await refused(SET, { settings })).toBe('InvalidInput');
  });

  it('is not a visitor’s to say, nor somebody else’s', async () => {
    const settings = '{"dataRetention":"30_days"}';
    expect(await refused(SET, { settings }, (await visit()).token)).toBe('PermissionDenied');
    expect(await refused(SET, { settings, userId: 'user-somebody-else' })).toBe('PermissionDenied');
  });
});
