/** SPEC B5 over the local server: who verified an email address may ask in the chat for what is theirs to ask. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLocal, type Local } from '../support/local.ts';
import { says, scripted } from '../support/models.ts';
import { asking } from '../support/people.ts';
import { chatting, type Chatter } from '../support/privacy-chat.ts';

const { model, shown } = scripted(says('Noted.'));

let dixon: Local;
let chat: ReturnType<typeof chatting>;
beforeAll(async () => {
  dixon = await startLocal({ model });
  chat = chatting(dixon);
});
afterAll(() => dixon.stop());
beforeEach(() => void shown.splice(0));

/** Signed in, verified, with a vehicle, and held: what is confirmed waits, and can be read. */
const person = async (): Promise<Chatter> => {
  const somebody = await chat.verified(chat.somebody());
  await chat.addVehicle(somebody);
  await chat.hold(somebody);
  return somebody;
};
const requestIn = (answer: string): string | undefined =>
  /The number of your request is ([0-9a-f-]{36})\./.exec(answer)?.[1];

type Scope = { what: string; sessionId?: string; signIn?: true };
const erasure = (scope: Scope) => ({ kind: 'erasure', scope });

describe('somebody with a verified address', () => {
  it.each([
    ['delete my account', 'delete my account', () => erasure({ what: 'account', signIn: true })],
    [
      'Delete this conversation!',
      'delete this conversation',
      (id: string) => erasure({ what: 'session', sessionId: id }),
    ],
    ['Please remove all my vehicles', 'delete all my vehicles', () => erasure({ what: 'vehicles' })],
    ['Can you export my data?', 'export my data', () => ({ kind: 'export' })],
  ])('is asked once after "%s", and the next message confirms it', async (message, phrase, wishOf) => {
    const somebody = await person();
    const { conversationId, answer } = await chat.talk(somebody, [message]);
    const wish = wishOf(conversationId);
    expect(answer).toContain(`Reply "yes, ${phrase}", or just "yes", to confirm.`);
    expect(await chat.wishesIn(somebody, conversationId)).toEqual([{ type: 'PrivacyWishHeard', wish }]);

    const said = await chat.talk(somebody, [`Yes, ${phrase}.`], conversationId);
    const requestId = requestIn(said.answer);
    expect(requestId).toBeDefined();
    expect(await chat.wishesIn(somebody, conversationId)).toEqual([
      { type: 'PrivacyWishHeard', wish },
      { type: 'PrivacyWishConfirmed', requestId, wish },
    ]);
    expect(shown).toEqual([]);
  });

  it('changes nothing by "no", and a "yes" after that is an ordinary message', async () => {
    const somebody = await person();
    const { conversationId, answer } = await chat.talk(somebody, ['delete my account', 'no']);
    expect(answer).toBe('All right. Nothing has been changed.');
    expect((await chat.talk(somebody, ['yes'], conversationId)).answer).toBe('Noted.');
    expect(await chat.wishesIn(somebody, conversationId)).toMatchObject([{ type: 'PrivacyWishHeard' }]);
  });

  it('drops a wish by speaking of something else, and no model is shown what was said of it', async () => {
    const somebody = await person();
    const before = ['My brakes squeal', 'What do you know about me?', 'delete my account'];
    const { conversationId } = await chat.talk(somebody, [...before, 'And why do they grind?', 'yes']);
    expect(await chat.wishesIn(somebody, conversationId)).toMatchObject([{ type: 'PrivacyWishHeard' }]);
    expect(shown.map(({ messages }) => messages.length)).toEqual([1, 3, 5]);
    expect(JSON.stringify(shown.map(({ messages }) => messages))).not.toMatch(/account|confirm|example\.com/);
  });

  it('who only seems to agree is told how, and begins nothing', async () => {
    const somebody = await person();
    const { conversationId, answer } = await chat.talk(somebody, ['delete my account', 'ok do it']);
    expect(answer).toContain('I began nothing');
    await chat.talk(somebody, ['yes'], conversationId);
    expect(await chat.wishesIn(somebody, conversationId)).toMatchObject([{ type: 'PrivacyWishHeard' }]);
  });

  it('confirms nothing by a "yes" in another conversation', async () => {
    const somebody = await person();
    const { conversationId } = await chat.talk(somebody, ['delete my account']);
    const other = await chat.talk(somebody, ['yes']);
    expect(await chat.wishesIn(somebody, other.conversationId)).toEqual([]);
    expect(await chat.wishesIn(somebody, conversationId)).toMatchObject([{ type: 'PrivacyWishHeard' }]);
  });

  it('who sends the confirmation twice, with its command id, asks for one thing and hears the same', async () => {
    const somebody = await person();
    const { conversationId } = await chat.talk(somebody, ['delete my account']);
    const again = { conversationId, commandId: randomUUID() };
    const first = await dixon.send('yes', again, somebody.who);
    expect(await dixon.send('yes', again, somebody.who)).toEqual(first);
    expect(await chat.wishesIn(somebody, conversationId)).toHaveLength(2);
  });

  it('hears what is known of them, and begins nothing', async () => {
    const somebody = await person();
    const { conversationId, answer } = await chat.talk(somebody, ['What do you know about me?']);
    expect(answer.split('\n')).toEqual([
      'Your verified email address is somebody@example.com.',
      'I know no name of yours.',
      'Your library has 1 vehicle.',
      'Conversations are kept until you delete them.',
      'You have no consent on record.',
      'You did not restrict its processing.',
      expect.stringContaining('"export my data"'),
    ]);
    expect(await chat.wishesIn(somebody, conversationId)).toEqual([]);
    expect(shown).toEqual([]);
  });

  it('who asks how is told how, and begins nothing', async () => {
    const somebody = await person();
    const { conversationId, answer } = await chat.talk(somebody, ['How do I delete my data?']);
    expect(answer).toContain('Nothing has been changed');
    await chat.talk(somebody, ['yes'], conversationId);
    expect(await chat.wishesIn(somebody, conversationId)).toEqual([]);
  });

  it('without vehicles has none to delete', async () => {
    const somebody = await chat.verified(chat.somebody());
    const { conversationId, answer } = await chat.talk(somebody, ['delete all my vehicles']);
    expect(answer).toContain('no vehicles');
    expect(await chat.wishesIn(somebody, conversationId)).toEqual([]);
  });

  it('finds in the record of such an answer that there was no model', async () => {
    const somebody = await person();
    const { conversationId } = await chat.talk(somebody, ['export my data']);
    const ask = asking(dixon.api);
    type Said = { messages: { id: string }[] };
    const { messages } = await ask<Said>(somebody.userId, 'getConversation', { conversationId });
    const record = { sessionId: conversationId, messageId: messages.at(-1)!.id };
    expect(await ask(somebody.userId, 'getAnswerRecord', record)).toMatchObject({
      model: 'dixon-privacy-1',
      promptVersion: 'none',
      tools: [],
      resultHashes: [],
    });
  });
});

describe('a visitor whose conversations are kept', () => {
  it('has everything deleted, and has nothing to sign in with', async () => {
    const visitor = await chat.kept(chat.visitor());
    await chat.hold(visitor);
    const { conversationId } = await chat.talk(visitor, ['delete my account', 'yes']);
    expect(await chat.wishesIn(visitor, conversationId)).toMatchObject([
      { type: 'PrivacyWishHeard' },
      { type: 'PrivacyWishConfirmed', wish: { kind: 'erasure', scope: { what: 'account' } } },
    ]);
    const [, confirmed] = await chat.wishesIn(visitor, conversationId);
    expect(confirmed).not.toHaveProperty('wish.scope.signIn');
  });
});
