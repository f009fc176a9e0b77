/** A conversation through GraphQL, on the real engine, the real state machine and the real knowledge. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../events/core/chain.ts';
import { sessionStream } from '../../events/session/index.ts';
import type { Announcement } from '../../functions/publish/announce.ts';
import { invoke } from '../../infra/local/lambda.ts';
import { startLocal, type Local } from '../support/local.ts';

let dixon: Local;
const announced: Announcement[] = [];
beforeAll(async () => {
  dixon = await startLocal();
  dixon.bus.subscribe((announcement) => announced.push(announcement));
});
afterAll(() => dixon.stop());

describe('a driver with squealing brakes', () => {
  let id: string;

  it('learns the likely cause and whether it is safe to drive', async () => {
    const sent = await dixon.send('My brakes are squealing');
    id = sent.conversationId;
    expect(sent).toMatchObject({ success: true, diagnostic_accuracy: '65%' });
    expect(sent.message).toMatch(/brake pads/);
    expect(sent.message).toMatch(/drive/);
  });

  it('is understood when they ask on without repeating themselves', async () => {
    const safe = await dixon.send('Is it safe to drive like this?', { conversationId: id });
    const fix = await dixon.send('How do I fix it?', { conversationId: id });
    expect(safe.message).toMatch(/brake pads/);
    expect(fix.message).toMatch(/caliper/);
  });

  it('finds the whole conversation again', async () => {
    const { data } = await dixon.query(
      `{ getConversation(conversationId: "${id}") { id userId messages { sender message diagnosticLevel vehicleContext } } }`,
    );
    const { messages } = data!['getConversation'] as unknown as { messages: { sender: string; message: string }[] };
    expect(messages.map(({ sender }) => sender)).toEqual([
      'USER',
      'ASSISTANT',
      'USER',
      'ASSISTANT',
      'USER',
      'ASSISTANT',
    ]);
    expect(messages[0]).toEqual({
      sender: 'USER',
      message: 'My brakes are squealing',
      diagnosticLevel: 'quick',
      vehicleContext: false,
    });
  });

  it('sees the session in the list', async () => {
    await dixon.caughtUp();
    const { data } = await dixon.query('{ getChatSessions { id title messageCount isActive diagnosticLevel } }');
    expect(data!['getChatSessions']).toEqual([
      {
        id,
        title: expect.stringMatching(/^Chat Session - [A-Z][a-z]{2} \d{1,2}, \d{4}$/),
        messageCount: 6,
        isActive: true,
        diagnosticLevel: 'quick',
      },
    ]);
  });

  it('finds the diagnosis in the session context', async () => {
    const { data } = await dixon.query(
      `{ getSessionContext(sessionId: "${id}") { diagnosticLevel interactionSummary { diagnosedIssues } lastDiagnosis { fault system } } }`,
    );
    expect(data!['getSessionContext']).toMatchObject({
      diagnosticLevel: 'quick',
      interactionSummary: { diagnosedIssues: [expect.stringContaining('brake pads')] },
    });
    expect(JSON.stringify(data)).toContain('"system":"brakes"');
  });

  it('left a history that verifies, and facts on the bus without a word of what was said', async () => {
    const commits = await Array.fromAsync(dixon.log.read(sessionStream('user-sam', id)));
    expect(await verifyChain(commits)).toMatchObject({ commits: 8, erased: 0 });
    expect(new Set(commits.slice(0, 3).map(({ correlation }) => correlation)).size).toBe(1);
    await dixon.caughtUp();
    const types = announced.filter(({ detail }) => detail.stream === `session/${id}`).map(({ type }) => type);
    expect(types.slice(0, 5)).toEqual([
      'SessionStarted',
      'TurnStarted',
      'ToolReturned',
      'DiagnosisMade',
      'TurnAnswered',
    ]);
    expect(JSON.stringify(announced)).not.toMatch(/brake|squeal/i);
  });
});

it('a conversation begun empty is carried on by its id', async () => {
  const { data } = await dixon.query('mutation { createConversation { id userId messages { id } } }');
  const { id, ...rest } = data!['createConversation'] as unknown as { id: string };
  expect(rest).toEqual({ userId: 'user-sam', messages: [] });
  expect(await dixon.send('Hello', { conversationId: id })).toMatchObject({ success: true, conversationId: id });
});

it('the same command twice is one turn and one answer', async () => {
  const command = { commandId: 'client-command-1' };
  const first = await dixon.send('The engine overheats in traffic', command);
  const before = await dixon.commits();
  const again = await dixon.send('The engine overheats in traffic', {
    ...command,
    conversationId: first.conversationId,
  });
  expect(again).toEqual(first);
  expect(await dixon.commits()).toBe(before);
});

it('a level that the message asks for becomes the session’s', async () => {
  const { conversationId } = await dixon.send('Hello');
  const diagnostic_context = JSON.stringify({ diagnostic_level: 'precision', accuracy: '95%' });
  const sent = await dixon.send('The steering is heavy', { conversationId, diagnostic_context });
  expect(sent.diagnostic_accuracy).toBe('95%');
  expect((await dixon.send('And now?', { conversationId })).diagnostic_accuracy).toBe('95%');
});

describe('a direct invocation', () => {
  const direct = (fieldName: string, args: Record<string, unknown>) =>
    invoke('api', dixon.api, { info: { fieldName }, arguments: args });

  it('acts for the user it names, and the history says it was an operator', async () => {
    const reply = (await direct('sendMessage', { message: 'My brakes are squealing', userId: 'user-kim' })) as {
      conversationId: string;
      message: string;
    };
    expect(reply.message).toMatch(/brake pads/);
    const [first] = await Array.fromAsync(dixon.log.read(sessionStream('user-kim', reply.conversationId)));
    expect(first?.actor).toEqual({ kind: 'operator', id: 'direct-invocation' });
  });

  it.each([
    ['without a user', 'sendMessage', { message: 'hello' }, 'InvalidInput'],
    ['of an empty message', 'sendMessage', { message: '', userId: 'user-kim' }, 'InvalidInput'],
    ['of what does not exist', 'getEverything', { userId: 'user-kim' }, 'InvalidInput'],
  ])('%s is refused', async (_name, field, args, name) => {
    await expect(direct(field, args)).rejects.toMatchObject({ name });
  });

  it('that is no event at all is refused', async () => {
    await expect(invoke('api', dixon.api, 'hello')).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});
