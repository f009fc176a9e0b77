/** The conversation as the technician sees it: what was said, by whom, and what the tools brought. */
import type { ChatMessage, ContentBlock, ConverseRequest } from '../../../schemas/converse.ts';
import { contextOf, type Context } from './context.ts';

/** A message of the driver, with the answer of the technician that it follows. */
export type Said = { readonly text: string; readonly after?: string };

export type ToolOutcome =
  | { readonly tool: string; readonly ok: true; readonly result: unknown }
  | { readonly tool: string; readonly ok: false };

export type Conversation = {
  readonly context: Context;
  /** The driver's messages, oldest first; the last one is to be answered. */
  readonly said: readonly Said[];
  /** What the tools brought since the driver's last message; empty before they were asked. */
  readonly outcomes: readonly ToolOutcome[];
  readonly offers: (tool: string) => boolean;
};

const textOf = ({ content }: ChatMessage): string =>
  content
    .flatMap((block) => ('text' in block ? [block.text] : []))
    .join('\n')
    .trim();

const saidIn = (messages: readonly ChatMessage[]): Said[] => {
  const said: Said[] = [];
  let answer: string | undefined;
  for (const message of messages) {
    const text = textOf(message);
    if (text === '') continue;
    if (message.role === 'assistant') answer = text;
    else said.push(answer === undefined ? { text } : { text, after: answer });
  }
  return said;
};

type ToolResultBlock = Extract<ContentBlock, { toolResult: unknown }>;

const outcomesIn = (messages: readonly ChatMessage[]): ToolOutcome[] => {
  const names = new Map(
    messages.flatMap(({ content }) =>
      content.flatMap((block) => ('toolUse' in block ? [[block.toolUse.toolUseId, block.toolUse.name] as const] : [])),
    ),
  );
  return (messages.at(-1)?.content ?? [])
    .filter((block): block is ToolResultBlock => 'toolResult' in block)
    .map(({ toolResult: { toolUseId, content, status } }) => {
      const tool = names.get(toolUseId) ?? 'unknown';
      const found = content.find((block) => 'json' in block);
      return status === 'error' || !found ? { tool, ok: false } : { tool, ok: true, result: found.json };
    });
};

export const conversationOf = ({ system, messages, tools }: ConverseRequest): Conversation => ({
  context: contextOf(system),
  said: saidIn(messages),
  outcomes: outcomesIn(messages),
  offers: (tool) => tools.some(({ name }) => name === tool),
});
