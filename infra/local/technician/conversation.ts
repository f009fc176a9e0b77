/** The conversation as the technician sees it: what was said, by whom, and what the tools brought. */
import type { ChatMessage, ContentBlock, ConverseRequest } from '../../../schemas/converse.ts';
import type { ToolName } from '../../../schemas/tools/access.ts';
import { contextOf, type Context } from './context.ts';
import { withoutOrders } from './hear/orders.ts';
import { withoutVin } from './hear/vin-typed.ts';

/** A message of the driver, with the answer of the technician that it follows. */
export type Said = {
  readonly text: string;
  /** What it says of the car: without a VIN, which no other tool needs, and without orders to a machine. */
  readonly plain: string;
  readonly after?: string;
};

/** What a tool brought; nothing where it failed. */
export type ToolOutcome = { readonly tool: string; readonly result?: unknown };

export type Conversation = {
  readonly context: Context;
  /** The driver's messages, oldest first; the last one is to be answered. */
  readonly said: readonly Said[];
  /** What the tools brought since the driver's last message, in all rounds; empty before they were asked. */
  readonly outcomes: readonly ToolOutcome[];
  readonly offers: (tool: ToolName) => boolean;
};

const textOf = ({ content }: ChatMessage): string =>
  content
    .flatMap((block) => ('text' in block ? [block.text] : []))
    .join('\n')
    .trim();

const saidIn = (messages: readonly ChatMessage[]): Said[] => {
  const said: Said[] = [];
  let after: string | undefined;
  for (const message of messages) {
    const text = textOf(message);
    if (text === '') continue;
    if (message.role === 'assistant') after = text;
    else said.push({ text, plain: withoutOrders(withoutVin(text)).trim(), ...(after === undefined ? {} : { after }) });
  }
  return said;
};

type ToolResultBlock = Extract<ContentBlock, { toolResult: unknown }>;

/** The messages since the driver's last one: the rounds of tools of this turn. */
const roundsIn = (messages: readonly ChatMessage[]): readonly ChatMessage[] =>
  messages.slice(messages.findLastIndex((message) => message.role === 'user' && textOf(message) !== '') + 1);

const outcomesIn = (messages: readonly ChatMessage[]): ToolOutcome[] => {
  const blocks = roundsIn(messages).flatMap(({ content }) => content);
  const names = new Map(
    blocks.flatMap((block) => ('toolUse' in block ? [[block.toolUse.toolUseId, block.toolUse.name] as const] : [])),
  );
  return blocks
    .filter((block): block is ToolResultBlock => 'toolResult' in block)
    .map(({ toolResult: { toolUseId, content, status } }) => {
      const tool = names.get(toolUseId) ?? 'unknown';
      const found = content.find((block) => 'json' in block);
      return status === 'error' || !found ? { tool } : { tool, result: found.json };
    });
};

export const conversationOf = ({ system, messages, tools }: ConverseRequest): Conversation => ({
  context: contextOf(system),
  said: saidIn(messages),
  outcomes: outcomesIn(messages),
  offers: (tool) => tools.some(({ name }) => name === tool),
});

/** The message to be answered. */
export const lastSaid = ({ said }: Conversation): Said => said.at(-1) ?? { text: '', plain: '' };
