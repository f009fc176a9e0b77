/** chat-turn: what each task takes and gives. README.md beside this file tells the story. */
import * as z from 'zod';
import { ChatMessage, ConverseReply } from '../../schemas/converse.ts';
import { PrivacyWish, RequestId } from '../../schemas/privacy.ts';
import { ToolName } from '../../schemas/tools/access.ts';
import { ToolContext } from '../../schemas/tools/context.ts';
import { VinSource } from '../../schemas/tools/vin-processor.ts';
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
  /** The visitor's sessions are kept beyond the hour (SPEC B2). */
  keep: z.literal(true).optional(),
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
  /** What the tools know of the session; a round of tools may add to it. */
  context: ToolContext,
  /** Where VIN data in it comes from, if there is any (SPEC N7). */
  vinSource: VinSource.optional(),
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

/** What Dixon itself says to a message about the driver's own data (SPEC B5). */
export const PrivacyAnswer = z.object({
  text: z.string().min(1),
  /** Number of the commit that holds the message. */
  number: z.int().positive(),
  /** The answer asks them to confirm this with their next message. */
  asksToConfirm: PrivacyWish.optional(),
  /** The message confirmed what was asked right before it: the request's id. */
  confirmsAs: RequestId.optional(),
});
export type PrivacyAnswer = z.infer<typeof PrivacyAnswer>;

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
  context: ToolContext,
});
export type ToolInput = z.infer<typeof ToolInput>;

/** The tool that records a fact has to know whose turn it is. */
export const VinToolInput = ToolInput.extend({ turn: TurnRef });

const tool = { input: ToolInput, output: z.object({ result: z.record(z.string(), z.unknown()) }) };

export const turnContract = {
  OpenTurn: {
    input: ChatTurnInput,
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('opened'), turn: TurnRef, conversation: Conversation }),
      /** About the driver's own data: no model is asked. */
      z.object({ outcome: z.literal('about-privacy'), turn: TurnRef, said: PrivacyAnswer }),
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
  /** The only door to facts about privacy wishes; what a model answered does not come by here. */
  AnswerAboutPrivacy: { input: z.object({ turn: TurnRef, said: PrivacyAnswer }), output: Reply },
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
  InteractivePartsSelector: tool,
  PartsAvailabilityLookup: tool,
  LaborEstimator: tool,
  PricingCalculator: tool,
} satisfies Contract;

/** The tool vin_processor: runs the state machine decode-vin. Its result is there once the fact is. */
export const relayContract = {
  VinProcessor: { input: VinToolInput, output: tool.output },
} satisfies Contract;
