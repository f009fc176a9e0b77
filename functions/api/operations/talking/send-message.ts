import * as z from 'zod';
import { sortKey } from '../../../../events/core/commit.ts';
import { InvalidInput } from '../../../../schemas/errors.ts';
import { accuracyOf, CommandId, DiagnosticLevel, Message, SessionId } from '../../../../schemas/values.ts';
import type { Reply } from '../../../../workflows/chat-turn/contract.ts';
import { parse } from '../../../runtime/parse.ts';
import { idOfCommand } from '../../ids.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { counterOf } from '../../rates.ts';
import { openAccountOf } from '../account/open-account.ts';

const Arguments = z.object({
  conversationId: SessionId.nullish(),
  message: Message,
  diagnostic_context: z.string().max(2_000).nullish(),
  commandId: CommandId.nullish(),
});

const DiagnosticContext = z
  .object({ mode: DiagnosticLevel.optional(), diagnostic_level: DiagnosticLevel.optional() })
  .transform(({ mode, diagnostic_level }) => diagnostic_level ?? mode);

/** The level that a `diagnostic_context` asks for (SPEC A10); undefined without one. */
const levelIn = (context: string | null | undefined): DiagnosticLevel | undefined => {
  if (context === undefined || context === null || context === '') return undefined;
  try {
    return parse(DiagnosticContext, JSON.parse(context));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const field = 'diagnostic_context';
    throw new InvalidInput('Check diagnostic_context: it must be JSON, such as {"mode":"quick"}.', { field });
  }
};

const toResponse = (reply: Reply) => ({
  conversationId: reply.sessionId,
  message: reply.message,
  timestamp: reply.at,
  sender: 'ASSISTANT',
  diagnostic_accuracy: accuracyOf[reply.level],
  vin_enhanced: reply.vinEnhanced,
  success: reply.success,
  position: sortKey(`session/${reply.sessionId}`, reply.number),
});

/** SPEC A10 `sendMessage`: one turn, from the message to the reply. */
export const sendMessage =
  (parts: ApiParts) =>
  async (args: unknown, { userId, actor, kept }: Principal) => {
    const { conversationId, message, diagnostic_context, commandId } = parse(Arguments, args);
    const level = levelIn(diagnostic_context);
    // a repeat costs as much as a message: it counts
    await parts.limits.spend(counterOf(userId, 'messages'), parts.rates.messages);
    const begins = !conversationId;
    const command = commandId ?? parts.newId();
    if (begins) await openAccountOf(parts, { userId, actor });
    const reply = await parts.chatTurn({
      userId,
      // a repeat of a message that began a session must find that session
      sessionId: conversationId ?? idOfCommand(userId, command),
      turnId: parts.newId(),
      commandId: command,
      message,
      ...(level ? { level } : {}),
      mayBegin: begins,
      ...(kept ? { keep: kept } : {}),
      actor,
    });
    return toResponse(reply);
  };
