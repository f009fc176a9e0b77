/** From the "yes" in the chat to the end: the request that it opened, and what its job did. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../events/core/chain.ts';
import { privacy, privacyStream } from '../../events/privacy/index.ts';
import { startLocal, type Local } from '../support/local.ts';
import { says, scripted } from '../support/models.ts';
import { mailsOf } from '../support/outbox.ts';
import { chatting, type Chatter } from '../support/privacy-chat.ts';

let dixon: Local;
let chat: ReturnType<typeof chatting>;
beforeAll(async () => {
  dixon = await startLocal({ model: scripted(says('Noted.')).model });
  chat = chatting(dixon);
});
afterAll(() => dixon.stop());

/** What they wished and confirmed, once its job has ended. */
const wished = async (somebody: Chatter, message: string) => {
  const { conversationId, answer } = await chat.talk(somebody, [message, 'yes']);
  const requestId = /The number of your request is ([0-9a-f-]{36})\./.exec(answer)![1]!;
  await dixon.caughtUp();
  const { state: request } = await dixon.store.load(privacy, privacyStream(somebody.userId, requestId));
  return { conversationId, answer, request };
};

const LIST = '{ getChatSessions { id } }';
const VEHICLES = '{ getUserVehicles { id } }';
const PROFILE = '{ getPrivacySettings { email emailVerified } }';
const seen = async ({ who }: Chatter, query: string): Promise<unknown> =>
  Object.values<unknown>((await dixon.query(query, {}, who)).data!)[0];

describe('who confirms in the chat', () => {
  it('an export, gets an archive and a mail that says so', async () => {
    const somebody = await chat.verified(chat.somebody());
    const { request } = await wished(somebody, 'export my data');
    expect(request).toMatchObject({ status: 'exported', via: 'chat', confirmedBy: 'email', wish: { kind: 'export' } });
    const newest = mailsOf(dixon.dataDir, somebody.userId).at(-1);
    expect(newest).toMatch(/^To: somebody@example\.com\r$/m);
    expect(newest).not.toContain('Your code is');
  });

  it('the deletion of a conversation, finds the others and their vehicles', async () => {
    const somebody = await chat.verified(chat.somebody());
    await chat.addVehicle(somebody);
    const other = await chat.talk(somebody, ['My brakes squeal']);
    const { request } = await wished(somebody, 'delete this conversation');
    expect(request).toMatchObject({ status: 'erased', via: 'chat', confirmedBy: 'email' });
    expect(await seen(somebody, LIST)).toEqual([{ id: other.conversationId }]);
    expect(await seen(somebody, VEHICLES)).toHaveLength(1);
  });

  it('the deletion of all vehicles, finds none of them', async () => {
    const somebody = await chat.verified(chat.somebody());
    await chat.addVehicle(somebody);
    const { request } = await wished(somebody, 'delete all my vehicles');
    expect(request).toMatchObject({ status: 'erased', via: 'chat', confirmedBy: 'email' });
    expect(await seen(somebody, VEHICLES)).toEqual([]);
    expect(await seen(somebody, PROFILE)).toMatchObject({ emailVerified: true });
  });

  it('the deletion of the account, reads the answer, and is not known any more', async () => {
    const somebody = await chat.verified(chat.somebody());
    await chat.addVehicle(somebody);
    const { answer, conversationId, request } = await wished(somebody, 'delete my account');
    expect(answer).toContain('begins now');
    expect(request).toMatchObject({ status: 'erased', via: 'chat', confirmedBy: 'email' });
    expect(await seen(somebody, LIST)).toEqual([]);
    expect(await seen(somebody, VEHICLES)).toEqual([]);
    expect(await seen(somebody, PROFILE)).toEqual({ email: null, emailVerified: false });
    const commits = await Array.fromAsync(dixon.log.readSubject(somebody.userId));
    const conversation = commits.filter(({ stream }) => stream === `session/${conversationId}`);
    expect(conversation.filter(({ body }) => body)).toEqual([]);
    expect((await verifyChain(conversation)).fault).toBeUndefined();
  });

  it('the deletion of the account as a visitor who is kept, is not known any more', async () => {
    const visitor = await chat.kept(chat.visitor());
    const { request } = await wished(visitor, 'delete my account');
    expect(request).toMatchObject({ status: 'erased', via: 'chat', confirmedBy: 'email' });
    const { errors } = await dixon.query(LIST, {}, visitor.who);
    expect(errors?.[0]?.extensions.code).toBe('SessionExpired');
  });
});
