/** What can happen in a chat session. Every field is `plain` or `personal`; personal ones never leave the seal. */
import * as z from 'zod';
import { Urgency } from '../../schemas/knowledge.ts';
import { personal, plain } from '../../schemas/personal.ts';
import { DiagnosticLevel, TurnId } from '../../schemas/values.ts';

const turn = { turnId: plain(TurnId) };

const toolCall = {
  ...turn,
  /** 1 for the first time the model asked for tools in this turn. */
  round: plain(z.number().int().positive()),
  toolUseId: plain(z.string()),
  tool: plain(z.string()),
  input: personal(z.record(z.string(), z.unknown())),
};

export const SessionStarted = z.object({
  type: z.literal('SessionStarted'),
  level: plain(DiagnosticLevel),
  vehicleId: plain(z.guid().optional()),
});

export const DiagnosticLevelSelected = z.object({
  type: z.literal('DiagnosticLevelSelected'),
  level: plain(DiagnosticLevel),
});

export const TurnStarted = z.object({
  type: z.literal('TurnStarted'),
  ...turn,
  level: plain(DiagnosticLevel),
  /** Whether the assistant may see the vehicle in this turn (SPEC A3). */
  vehicleContext: plain(z.boolean()),
  message: personal(z.string()),
});

export const ToolReturned = z.object({
  type: z.literal('ToolReturned'),
  ...toolCall,
  result: personal(z.record(z.string(), z.unknown())),
});

export const ToolFailed = z.object({
  type: z.literal('ToolFailed'),
  ...toolCall,
  /** The failure's name: `States.Timeout`, `ToolNotAllowed`, `InvalidInput` … */
  error: plain(z.string()),
});

export const Cause = z.object({
  fault: personal(z.string()),
  name: personal(z.string()),
  system: personal(z.string()),
  confidence: personal(z.number()),
  urgency: personal(Urgency),
});
export type Cause = z.infer<typeof Cause>;

export const DiagnosisMade = z.object({
  type: z.literal('DiagnosisMade'),
  ...turn,
  causes: z.array(Cause).min(1),
  parts: z.array(personal(z.string())),
});

/** What the model saw when it answered (SPEC N7). */
export const Saw = z.object({
  model: plain(z.string()),
  prompt: plain(z.string()),
  tools: z.array(plain(z.string())),
  /** First and last commit number of the window of messages. */
  window: z.tuple([plain(z.number().int()), plain(z.number().int())]),
  /** First 8 bytes of the SHA-256 of each tool result, hex, in order. */
  results: z.array(plain(z.string())),
});

export const TurnAnswered = z.object({
  type: z.literal('TurnAnswered'),
  ...turn,
  text: personal(z.string()),
  saw: Saw,
  usage: z.object({ inputTokens: plain(z.number().int()), outputTokens: plain(z.number().int()) }),
});

export const TurnFailed = z.object({
  type: z.literal('TurnFailed'),
  ...turn,
  /** The failure's name, from `ErrorEquals`; `TurnAbandoned` where nobody came back to close it. */
  error: plain(z.string()),
});

export const SessionTitled = z.object({
  type: z.literal('SessionTitled'),
  title: personal(z.string().min(1).max(200)),
  by: plain(z.enum(['system', 'person'])),
});

export const SessionEvent = z.discriminatedUnion('type', [
  SessionStarted,
  DiagnosticLevelSelected,
  TurnStarted,
  ToolReturned,
  ToolFailed,
  DiagnosisMade,
  TurnAnswered,
  TurnFailed,
  SessionTitled,
]);
export type SessionEvent = z.infer<typeof SessionEvent>;

/** None yet: every event is still at version 1. */
export const sessionUpcasters = {};
