/** The two things a model can do: say something, or ask for tools. */
import { createHash } from 'node:crypto';
import type { ContentBlock, ConverseReply, ConverseRequest } from '../../../schemas/converse.ts';
import type { ToolName } from '../../../schemas/tools/access.ts';

export const MODEL = 'local-technician-1';

/** What is asked of a tool. */
export type Call = { readonly tool: ToolName; readonly input: Record<string, unknown> };

/** What a message is answered with: words, or tools to ask side by side first. */
export type Answer = { readonly say: string } | { readonly use: readonly Call[] };

/** About four characters of English to a token. */
const tokens = (value: unknown): number => Math.ceil(JSON.stringify(value).length / 4);

/** The same conversation always gets the same ids, and no two calls or rounds of one share theirs. */
const toolUseId = ({ messages }: ConverseRequest, index: number): string =>
  `tooluse_${createHash('sha256')
    .update(JSON.stringify([messages, index]))
    .digest('hex')
    .slice(0, 16)}`;

const blocksOf = (answer: Answer, request: ConverseRequest): ContentBlock[] =>
  'say' in answer
    ? [{ text: answer.say }]
    : answer.use.map(({ tool, input }, index) => ({
        toolUse: { toolUseId: toolUseId(request, index), name: tool, input },
      }));

export const replyWith = (answer: Answer, request: ConverseRequest): ConverseReply => {
  const content = blocksOf(answer, request);
  return {
    model: MODEL,
    message: { role: 'assistant', content },
    stopReason: 'say' in answer ? 'end_turn' : 'tool_use',
    usage: { inputTokens: tokens([request.system, request.messages, request.tools]), outputTokens: tokens(content) },
  };
};
