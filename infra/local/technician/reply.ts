/** The two things a model can do: say something, or ask for a tool. */
import { createHash } from 'node:crypto';
import type { ConverseReply, ConverseRequest } from '../../../schemas/converse.ts';
import type { ToolName } from '../../../schemas/tools/access.ts';

export const MODEL = 'local-technician-1';

/** What an intent's file answers with; `index.ts` makes a Converse reply of it. */
export type Answer = { readonly say: string } | { readonly use: ToolName; readonly input: Record<string, unknown> };

/** About four characters of English to a token. */
const tokens = (value: unknown): number => Math.ceil(JSON.stringify(value).length / 4);

/** The same conversation always gets the same id, and no two rounds of one share it. */
const toolUseIdFor = ({ messages }: ConverseRequest): string =>
  `tooluse_${createHash('sha256').update(JSON.stringify(messages)).digest('hex').slice(0, 16)}`;

export const replyWith = (answer: Answer, request: ConverseRequest): ConverseReply => {
  const says = 'say' in answer;
  const block = says
    ? { text: answer.say }
    : { toolUse: { toolUseId: toolUseIdFor(request), name: answer.use, input: answer.input } };
  return {
    model: MODEL,
    message: { role: 'assistant', content: [block] },
    stopReason: says ? 'end_turn' : 'tool_use',
    usage: { inputTokens: tokens([request.system, request.messages, request.tools]), outputTokens: tokens(block) },
  };
};
