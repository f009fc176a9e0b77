/** chat-turn: what each task takes and gives. README.md beside this file tells the story. */
import * as z from 'zod';
import { ChatMessage, ConverseReply } from '../../schemas/converse.ts';
import { ToolName } from '../../schemas/tools/access.ts';
import { CommandId, DiagnosticLevel, Message, SessionId, TurnId, UserId } from '../../schemas/values.ts';
import type { Contract } from '../contract.ts';

/** How many times the model may ask for tools in one turn (SPEC A8). The ASL's Choice holds the same number. */
export const MAX_TOOL_ROUNDS = 5;

const Actor = z.object({ kind: z.enum(['person', 'operator', 'assistant', 'system']), id: z.string() });

/** Which turn of whose session: the thread that every task holds. */
export const TurnRef = z.object({
  userId: UserId,
  sessionId: SessionId,
  turnId: TurnId,
  level: DiagnosticLevel,
  actor: Actor,
  /** Name of the vehicle that this turn may see; for the title of a session that has none. Never at `quick`. */
  vehicle: z.string().optional(),
});
export type TurnRef = z.infer<typeof TurnRef>;

export const ChatTurnInput = z.object({
  userId: UserId,
  sessionId: SessionId,
  turnId: TurnId,
  commandId: CommandId,
  message: Message,
  /** The level this message asks for; absent: the session's own. */
  level: DiagnosticLevel.optional(),
  /** Whether a session that does not exist may begin with this message. */
  mayBegin: z.boolean(),
  actor: Actor,
});
export type ChatTurnInput = z.infer<typeof ChatTurnInput>;

export const Reply = z.object({
  sessionId: SessionId,
  message: z.string(),
  at: z.string(),
  level: DiagnosticLevel,
  success: z.boolean(),
  vinEnhanced: z.boolean(),
  /** Number of the commit that closed the turn. */
  number: z.number().int(),
});
export type Reply = z.infer<typeof Reply>;

/** What the model is shown, growing by two messages with every round of tools. */
export const Conversation = z.object({
  system: z.string(),
  /** Version of the prompt that made `system`. */
  prompt: z.string(),
  messages: z.array(ChatMessage).min(1),
  tools: z.array(ToolName),
  rounds: z.number().int().nonnegative(),
  window: z.tuple([z.number().int(), z.number().int()]),
  /** First 8 bytes of the SHA-256 of each tool result so far, hex. */
  results: z.array(z.string()),
});
export type Conversation = z.infer<typeof Conversation>;

/** What the model wanted or said. */
export const Answer = ConverseReply.pick({ model: true, message: true, usage: true }).extend({
  wantsTools: z.boolean(),
  toolUses: z.array(z.object({ toolUseId: z.string(), name: z.string(), input: z.record(z.string(), z.unknown()) })),
});
export type Answer = z.infer<typeof Answer>;

export const ToolResult = z.object({
  toolUseId: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.string().optional(),
});
export type ToolResult = z.infer<typeof ToolResult>;

export const ToolInput = z.object({
  toolUseId: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
  level: DiagnosticLevel,
});
export type ToolInput = z.infer<typeof ToolInput>;

const tool = { input: ToolInput, output: z.object({ result: z.record(z.string(), z.unknown()) }) };

export const turnContract = {
  OpenTurn: {
    input: ChatTurnInput,
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('opened'), turn: TurnRef, conversation: Conversation }),
      /** The command was carried out before: the first reply again. */
      z.object({ outcome: z.literal('answered'), reply: Reply }),
    ]),
  },
  /** Tells whoever watches that tools run now. Appends nothing; only the names go in, not what the tools are asked. */
  AnnounceTools: {
    input: z.object({ turn: TurnRef, offered: z.array(ToolName), wanted: z.array(z.string()) }),
    output: z.object({}),
  },
  RecordTools: {
    input: z.object({ turn: TurnRef, conversation: Conversation, answer: Answer, results: z.array(ToolResult) }),
    output: Conversation,
  },
  CloseTurn: {
    input: z.object({ turn: TurnRef, conversation: Conversation, answer: Answer }),
    output: Reply,
  },
  FailTurn: {
    input: z.object({ turn: TurnRef, failure: z.object({ Error: z.string() }).loose() }),
    output: Reply,
  },
} satisfies Contract;

export const modelContract = {
  AskModel: { input: z.object({ conversation: Conversation }), output: Answer },
} satisfies Contract;

export const toolsContract = {
  SymptomDiagnosisAnalyzer: tool,
  RepairInstructions: tool,
} satisfies Contract;
