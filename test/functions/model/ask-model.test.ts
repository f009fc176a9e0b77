import { describe, expect, test } from 'vitest';
import { askModel } from '../../../functions/model/ask-model.ts';
import type { ConverseReply, ConverseRequest, Model } from '../../../schemas/converse.ts';
import { ModelThrottled } from '../../../schemas/errors.ts';
import { toolsAt, type ToolName } from '../../../schemas/tools/access.ts';
import { Answer, type Conversation } from '../../../workflows/chat-turn/contract.ts';

const conversation = (changes: Partial<Conversation> = {}): { conversation: Conversation } => ({
  conversation: {
    system: 'You are Dixon.',
    prompt: 'v1',
    messages: [{ role: 'user', content: [{ text: 'my brakes squeal' }] }],
    tools: [...toolsAt.quick],
    context: {
      today: '2026-11-21',
      preferences: { partsPreference: 'equivalent', costDisplay: 'detailed' },
      pictures: [],
      faults: [],
    },
    rounds: 0,
    window: [1, 1],
    results: [],
    ...changes,
  },
});

type Content = ConverseReply['message']['content'];

const reply = (content: Content, stopReason: ConverseReply['stopReason'] = 'end_turn'): ConverseReply => ({
  model: 'test-model',
  message: { role: 'assistant', content },
  stopReason,
  usage: { inputTokens: 120, outputTokens: 34 },
});

const answering =
  (content: Content, stopReason?: ConverseReply['stopReason']): Model =>
  async () =>
    reply(content, stopReason);

/** What the model was asked, given tools that the level allows. */
const askedWith = async (tools: ToolName[]): Promise<ConverseRequest> => {
  const asked: ConverseRequest[] = [];
  const model: Model = async (request) => {
    asked.push(request);
    return reply([{ text: 'Check the pads.' }]);
  };
  await askModel({ model })(conversation({ tools }));
  expect(asked).toHaveLength(1);
  return asked[0]!;
};

const wish = (toolUseId: string) => ({ toolUseId, name: 'symptom_diagnosis_analyzer', input: { symptoms: 'squeal' } });

describe('what the model is shown', () => {
  test('the system prompt and the conversation as they stand', async () => {
    const { system, messages } = await askedWith([]);
    expect({ system, messages }).toEqual({
      system: conversation().conversation.system,
      messages: conversation().conversation.messages,
    });
  });

  test('the tools of the level, in their order, each with what it is for and what it takes', async () => {
    const { tools } = await askedWith(['repair_instructions', 'symptom_diagnosis_analyzer']);
    expect(tools.map(({ name }) => name)).toEqual(['repair_instructions', 'symptom_diagnosis_analyzer']);
    for (const { description, inputSchema } of tools) {
      expect(description).toMatch(/\w+ \w+/);
      expect(inputSchema.json).toMatchObject({ type: 'object', properties: expect.any(Object) as unknown });
    }
  });

  test.each<ToolName>(['repair_instructions', 'symptom_diagnosis_analyzer'])(
    'with %s allowed alone, no other tool is mentioned',
    async (name) => {
      expect((await askedWith([name])).tools.map((tool) => tool.name)).toEqual([name]);
    },
  );

  test('no tool where none is allowed', async () => {
    expect((await askedWith([])).tools).toEqual([]);
  });

  test.each(['quick', 'vehicle', 'precision'] as const)(
    'at the level %s, no tool that this level lacks',
    async (level) => {
      const shown = (await askedWith([...toolsAt[level]])).tools.map(({ name }) => name);
      expect(shown).toContain('symptom_diagnosis_analyzer');
      expect(toolsAt[level]).toEqual(expect.arrayContaining(shown));
    },
  );
});

describe('what the model wanted', () => {
  test('an answer in words wants no tool', async () => {
    const answer = await askModel({ model: answering([{ text: 'Check the pads.' }]) })(conversation());
    expect(answer).toEqual({
      model: 'test-model',
      message: { role: 'assistant', content: [{ text: 'Check the pads.' }] },
      usage: { inputTokens: 120, outputTokens: 34 },
      wantsTools: false,
      toolUses: [],
    });
    expect(Answer.parse(answer)).toEqual(answer);
  });

  test('every tool it asked for, in its order, with the words between left in the message', async () => {
    const content: Content = [
      { text: 'Let me look.' },
      { toolUse: wish('1') },
      { text: 'And:' },
      { toolUse: wish('2') },
    ];
    const answer = await askModel({ model: answering(content, 'tool_use') })(conversation());
    expect(answer.wantsTools).toBe(true);
    expect(answer.toolUses).toEqual([wish('1'), wish('2')]);
    expect(answer.message.content).toEqual(content);
  });

  test.each(['max_tokens', 'end_turn', 'guardrail_intervened', 'content_filtered'] as const)(
    'a reply that ended with %s runs no tool, even where half a wish is in it',
    async (stopReason) => {
      const answer = await askModel({ model: answering([{ toolUse: wish('1') }], stopReason) })(conversation());
      expect(answer.wantsTools).toBe(false);
    },
  );

  test('a reply that stopped for tools and names none wants none', async () => {
    const answer = await askModel({ model: answering([{ text: 'One moment.' }], 'tool_use') })(conversation());
    expect(answer).toMatchObject({ wantsTools: false, toolUses: [] });
  });

  test('what the model’s adapter throws passes through as it is', async () => {
    const busy = new ModelThrottled({ modelId: 'test-model' });
    const model: Model = () => Promise.reject(busy);
    await expect(askModel({ model })(conversation())).rejects.toBe(busy);
  });
});
