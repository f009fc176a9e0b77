/** Tools and models that misbehave: the turn ends answered or as TurnFailed, and the next message works. */
import { afterEach, expect, it } from 'vitest';
import { session, sessionStream } from '../../events/session/index.ts';
import type { TaskHandler } from '../../functions/runtime/tasks.ts';
import { ModelThrottled, ModelUnavailable, SYSTEM_ERROR_SENTENCE } from '../../schemas/errors.ts';
import { startLocal, type Local } from '../support/local.ts';
import { asksFor, says, scripted } from '../support/models.ts';

let dixon: Local;
afterEach(() => dixon.stop());

const diagnose = asksFor('symptom_diagnosis_analyzer', { symptoms: 'My brakes are squealing' });

/** The session's events of some types, with what they say. */
const eventsOf = async (id: string, ...types: string[]) => {
  const commits = await Array.fromAsync(dixon.store.history(session, sessionStream('user-sam', id)));
  return commits.flatMap(({ events }) => events).filter(({ type }) => types.includes(type));
};

const goesOn = async (conversationId: string) =>
  expect(await dixon.send('Hello?', { conversationId })).toMatchObject({ success: true });

it('a tool that throws is told to the model, which answers without it', async () => {
  const broken: TaskHandler = async () => {
    throw new TypeError('a bug');
  };
  const { model, shown } = scripted(diagnose, says('My tool is away, but squealing brakes should be looked at.'));
  dixon = await startLocal({ model, tools: broken });
  const sent = await dixon.send('My brakes are squealing');
  expect(sent).toMatchObject({ success: true, message: expect.stringContaining('looked at') });
  expect(await eventsOf(sent.conversationId, 'ToolFailed')).toMatchObject([{ error: 'TypeError', round: 1 }]);
  expect(shown[1]?.messages.at(-1)?.content).toMatchObject([{ toolResult: { status: 'error', toolUseId: 'use-1' } }]);
  await goesOn(sent.conversationId);
});

it('a tool that hangs is given up after its timeout', async () => {
  const { promise: never } = Promise.withResolvers<never>();
  const { model } = scripted(diagnose, says('Let us go on without it.'));
  dixon = await startLocal({ model, tools: () => never });
  const sent = await dixon.send('My brakes are squealing');
  expect(sent).toMatchObject({ success: true });
  expect(await eventsOf(sent.conversationId, 'ToolFailed')).toMatchObject([{ error: 'States.Timeout' }]);
  await goesOn(sent.conversationId);
});

it('a model that throttles and recovers answers as if nothing had been', async () => {
  const busy = new ModelThrottled();
  const { model, shown } = scripted(busy, busy, diagnose, busy, says('Worn pads, most likely.'));
  dixon = await startLocal({ model });
  const sent = await dixon.send('My brakes are squealing');
  expect(sent).toMatchObject({ success: true, message: 'Worn pads, most likely.' });
  expect(shown).toHaveLength(5);
  expect(await eventsOf(sent.conversationId, 'TurnStarted', 'ToolReturned')).toHaveLength(2);
});

it('a model that stays away fails the turn in plain words, and the next message works', async () => {
  const { model } = scripted(new ModelUnavailable(), new ModelUnavailable(), says('I am back.'));
  dixon = await startLocal({ model });
  const sent = await dixon.send('My brakes are squealing');
  expect(sent).toMatchObject({ success: false, message: SYSTEM_ERROR_SENTENCE });
  expect(await eventsOf(sent.conversationId, 'TurnFailed')).toMatchObject([{ error: 'ModelUnavailable' }]);
  await goesOn(sent.conversationId);
});

it('a model that asks for a tool it may not have is refused, and told so', async () => {
  const { model, shown } = scripted(asksFor('pricing_calculator', {}), says('Then without a price.'));
  dixon = await startLocal({ model });
  const sent = await dixon.send('What does it cost?');
  expect(sent).toMatchObject({ success: true });
  expect(await eventsOf(sent.conversationId, 'ToolFailed')).toMatchObject([
    { tool: 'pricing_calculator', error: 'ToolNotAllowed' },
  ]);
  expect(shown[0]?.tools.map(({ name }) => name)).not.toContain('pricing_calculator');
});

it('a model that gives a tool nonsense hears that the input was wrong', async () => {
  const { model } = scripted(asksFor('symptom_diagnosis_analyzer', { feelings: 7 }), says('What do you notice?'));
  dixon = await startLocal({ model });
  const sent = await dixon.send('It is odd');
  expect(sent).toMatchObject({ success: true });
  expect(await eventsOf(sent.conversationId, 'ToolFailed')).toMatchObject([{ error: 'InvalidInput' }]);
});

it('a model that never stops asking is stopped after five rounds', async () => {
  const { model, shown } = scripted(diagnose);
  dixon = await startLocal({ model });
  const sent = await dixon.send('My brakes are squealing');
  expect(sent).toMatchObject({ success: false, message: SYSTEM_ERROR_SENTENCE });
  expect(shown).toHaveLength(6);
  expect(await eventsOf(sent.conversationId, 'ToolReturned')).toHaveLength(5);
  expect(await eventsOf(sent.conversationId, 'TurnFailed')).toMatchObject([{ error: 'TooManyToolRounds' }]);
});

it('a model that asks for two tools at once gets both results, in order', async () => {
  const both = asksFor('symptom_diagnosis_analyzer', { symptoms: 'squealing brakes' });
  both.message.content.push({
    toolUse: { toolUseId: 'use-2', name: 'repair_instructions', input: { problem: 'worn brake pads' } },
  });
  const { model, shown } = scripted(both, says('Done.'));
  dixon = await startLocal({ model });
  const sent = await dixon.send('My brakes are squealing');
  expect(await eventsOf(sent.conversationId, 'ToolReturned')).toMatchObject([
    { toolUseId: 'use-1' },
    { toolUseId: 'use-2' },
  ]);
  const results = shown[1]?.messages
    .at(-1)
    ?.content.map((block) => 'toolResult' in block && block.toolResult.toolUseId);
  expect(results).toEqual(['use-1', 'use-2']);
});

it('an empty answer is no answer', async () => {
  const { model } = scripted(says('  '));
  dixon = await startLocal({ model });
  expect(await dixon.send('Hello')).toMatchObject({ success: false, message: SYSTEM_ERROR_SENTENCE });
});

it('a second message waits until the first is answered', async () => {
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const model = async () => {
    asked.resolve();
    await gate.promise;
    return says('Here I am.');
  };
  dixon = await startLocal({ model });
  const { data } = await dixon.query('mutation { createConversation { id } }');
  const conversationId = (data!['createConversation'] as unknown as { id: string }).id;
  const first = dixon.send('Hello', { conversationId });
  await asked.promise;
  const before = await dixon.commits();
  const second = await dixon.send('Hello?', { conversationId });
  expect(second.error).toMatchObject({ extensions: { code: 'TurnInProgress', recoverable: true } });
  expect(await dixon.commits()).toBe(before);
  gate.resolve();
  expect(await first).toMatchObject({ success: true });
  await goesOn(conversationId);
});

it('the window shows the model the last twenty messages and no more', async () => {
  const { model, shown } = scripted(({ messages }) => says(`answer to ${JSON.stringify(messages.at(-1)?.content)}`));
  dixon = await startLocal({ model });
  const { conversationId } = await dixon.send('message 1');
  for (let n = 2; n <= 15; n += 1) await dixon.send(`message ${n}`, { conversationId });
  const { messages } = shown.at(-1)!;
  expect(messages).toHaveLength(21);
  expect(messages[0]).toEqual({ role: 'user', content: [{ text: 'message 5' }] });
  expect(messages.map(({ role }) => role)).toEqual(messages.map((_, index) => (index % 2 ? 'assistant' : 'user')));
  expect(messages.at(-1)?.content).toEqual([{ text: 'message 15' }]);
});
