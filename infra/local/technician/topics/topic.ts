/** What the technician does about one thing that a driver may want. */
import type { ToolName } from '../../../../schemas/tools/access.ts';
import type { Conversation } from '../conversation.ts';
import { wasAsked } from '../known.ts';
import type { Call } from '../reply.ts';

/** Part of an answer; the question, if there is one, ends the whole answer. */
export type Told = { readonly paragraphs: readonly string[]; readonly question?: string };

export type Topic = {
  /** What it would ask of tools, by what is known so far; nothing where it needs none, or may use none. */
  readonly ask: (conversation: Conversation) => readonly Call[];
  /** What it says once its tools have answered. @param room in characters, as far as the answer can be shortened */
  readonly tell: (conversation: Conversation, room: number) => Told;
};

export const noTools = (): readonly Call[] => [];

export const told = (...paragraphs: readonly string[]): Told => ({ paragraphs });

/** One call, where the level has the tool. */
export const callOf = ({ offers }: Conversation, tool: ToolName, input: Record<string, unknown>): readonly Call[] =>
  offers(tool) ? [{ tool, input }] : [];

/** Whether a tool was asked and is all the same of no help: it failed, or brought something unreadable. */
export const hasFailed = (conversation: Conversation, tool: ToolName, result: unknown): boolean =>
  result === undefined && wasAsked(conversation, tool);
