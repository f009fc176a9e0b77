/**
 * The part of Amazon Bedrock's Converse wire format that Dixon speaks.
 *
 * Messages alternate between `user` and `assistant`; a tool is asked for with a `toolUse` block and answered with a
 * `toolResult` block of the same `toolUseId` in the next user message.
 */
import * as z from 'zod';

export const TextBlock = z.object({ text: z.string() });
export const ToolUseBlock = z.object({
  toolUse: z.object({ toolUseId: z.string(), name: z.string(), input: z.record(z.string(), z.unknown()) }),
});
export const ToolResultBlock = z.object({
  toolResult: z.object({
    toolUseId: z.string(),
    content: z.array(z.union([z.object({ json: z.unknown() }), TextBlock])),
    status: z.enum(['success', 'error']).optional(),
  }),
});
export const ContentBlock = z.union([TextBlock, ToolUseBlock, ToolResultBlock]);
export type ContentBlock = z.infer<typeof ContentBlock>;

export const ChatMessage = z.object({ role: z.enum(['user', 'assistant']), content: z.array(ContentBlock).min(1) });
export type ChatMessage = z.infer<typeof ChatMessage>;

export const ToolSpec = z.object({
  name: z.string(),
  description: z.string(),
  inputSchema: z.object({ json: z.record(z.string(), z.unknown()) }),
});
export type ToolSpec = z.infer<typeof ToolSpec>;

export const ConverseRequest = z.object({
  system: z.string(),
  messages: z.array(ChatMessage).min(1),
  tools: z.array(ToolSpec),
});
export type ConverseRequest = z.infer<typeof ConverseRequest>;

export const ConverseReply = z.object({
  /** Which model answered, for the record of what the model saw (SPEC N7). */
  model: z.string(),
  message: ChatMessage,
  stopReason: z.enum([
    'end_turn',
    'tool_use',
    'max_tokens',
    'stop_sequence',
    'guardrail_intervened',
    'content_filtered',
  ]),
  usage: z.object({ inputTokens: z.number().int(), outputTokens: z.number().int() }),
});
export type ConverseReply = z.infer<typeof ConverseReply>;

/** SPEC A8: the model where the environment names no other. */
export const DEFAULT_MODEL_ID = 'us.amazon.nova-pro-v1:0';

/** The port: Bedrock on AWS, the local technician on one machine. Throws `ModelThrottled` or `ModelUnavailable`. */
export type Model = (request: ConverseRequest) => Promise<ConverseReply>;
