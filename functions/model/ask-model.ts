/** AskModel: shows the conversation to the model and says what it wanted: tools, or to answer. */
import type { Model } from '../../schemas/converse.ts';
import type { Answer, modelContract } from '../../workflows/chat-turn/contract.ts';
import type { InputOf } from '../../workflows/contract.ts';
import { toolSpecs } from '../tools/specs.ts';

/** Throws `ModelThrottled` or `ModelUnavailable`, as the model's adapter does. */
export const askModel =
  ({ model }: { model: Model }) =>
  async ({ conversation }: InputOf<typeof modelContract, 'AskModel'>): Promise<Answer> => {
    const { system, messages, tools } = conversation;
    const reply = await model({ system, messages, tools: toolSpecs(tools) });
    const toolUses = reply.message.content.flatMap((block) => ('toolUse' in block ? [block.toolUse] : []));
    return {
      model: reply.model,
      message: reply.message,
      usage: reply.usage,
      // the blocks decide, not the stop reason: a reply cut at max_tokens may hold half a wish
      wantsTools: reply.stopReason === 'tool_use' && toolUses.length > 0,
      toolUses,
    };
  };
