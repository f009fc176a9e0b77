/** The model on AWS: Amazon Bedrock's Converse operation. */
import {
  ConverseCommand,
  type BedrockRuntimeClient,
  type ContentBlock as BedrockBlock,
  type ConverseCommandInput,
  type Tool,
} from '@aws-sdk/client-bedrock-runtime';
import {
  ConverseReply,
  DEFAULT_MODEL_ID,
  type ChatMessage,
  type ContentBlock,
  type Model,
} from '../../schemas/converse.ts';
import { ModelThrottled, ModelUnavailable } from '../../schemas/errors.ts';

/** An answer a driver reads in a minute; the model stops here at the latest. */
const MAX_ANSWER_TOKENS = 1_024;

/** Errors after which the same request may succeed in a moment. */
const THROTTLES = new Set(['ThrottlingException', 'ModelNotReadyException', 'ServiceUnavailableException']);

const toBedrock = ({ role, content }: ChatMessage) => ({ role, content: content as unknown as BedrockBlock[] });

/** Keeps the blocks Dixon speaks; a reasoning block or a citation of a newer model is left out. */
const fromBedrock = (blocks: readonly BedrockBlock[]): ContentBlock[] =>
  blocks.flatMap((block): ContentBlock[] => {
    if (block.text !== undefined) return [{ text: block.text }];
    if (block.toolUse === undefined) return [];
    const { toolUseId = '', name = '', input } = block.toolUse;
    return [{ toolUse: { toolUseId, name, input: (input ?? {}) as Record<string, unknown> } }];
  });

/**
 * @param modelId a Bedrock model or inference profile
 * @returns the port; throws `ModelThrottled` where waiting helps, `ModelUnavailable` otherwise
 */
export const createBedrockModel =
  (client: BedrockRuntimeClient, modelId: string = DEFAULT_MODEL_ID): Model =>
  async ({ system, messages, tools }) => {
    const input: ConverseCommandInput = {
      modelId,
      system: [{ text: system }],
      messages: messages.map(toBedrock),
      inferenceConfig: { maxTokens: MAX_ANSWER_TOKENS, temperature: 0.2 },
      ...(tools.length > 0
        ? { toolConfig: { tools: tools.map((toolSpec) => ({ toolSpec }) as unknown as Tool) } }
        : {}),
    };
    try {
      const { output, stopReason, usage } = await client.send(new ConverseCommand(input));
      return ConverseReply.parse({
        model: modelId,
        message: { role: 'assistant', content: fromBedrock(output?.message?.content ?? []) },
        stopReason,
        usage: { inputTokens: usage?.inputTokens ?? 0, outputTokens: usage?.outputTokens ?? 0 },
      });
    } catch (cause) {
      const name = cause instanceof Error ? cause.name : 'unknown';
      if (THROTTLES.has(name)) throw new ModelThrottled({ modelId, reason: name }, { cause });
      throw new ModelUnavailable({ modelId, reason: name }, { cause });
    }
  };
