/** RecordTools: what a round of tools brought becomes facts before the model is asked again. */
import { createHash } from 'node:crypto';
import type { EventStore } from '../../events/core/event-store.ts';
import { recordTools, session, sessionStream, type ToolOutcome } from '../../events/session/index.ts';
import type { ChatMessage } from '../../schemas/converse.ts';
import type { Conversation, ToolResult, turnContract } from '../../workflows/chat-turn/contract.ts';
import type { InputOf } from '../../workflows/contract.ts';
import { contextAfter, findingsOf } from './findings.ts';

/** A round's own commits are all that a repeated step could have to look at. */
const RECENT = 4;

const outcomeOf = (
  turnId: string,
  round: number,
  { toolUseId, name, input, result, error }: ToolResult,
): ToolOutcome => {
  const call = { turnId, round, toolUseId, tool: name, input };
  return result
    ? { type: 'ToolReturned', ...call, result }
    : { type: 'ToolFailed', ...call, error: error ?? 'Unknown' };
};

const resultMessage = (results: ToolResult[]): ChatMessage => ({
  role: 'user',
  content: results.map(({ toolUseId, result, error }) => ({
    toolResult: result
      ? { toolUseId, content: [{ json: result }], status: 'success' as const }
      : { toolUseId, content: [{ text: `The tool failed: ${error ?? 'Unknown'}.` }], status: 'error' as const },
  })),
});

const fingerprint = (result: ToolResult): string =>
  createHash('sha256')
    .update(JSON.stringify(result.result ?? result.error ?? null))
    .digest('hex')
    .slice(0, 16);

export const recordToolRound =
  ({ store }: { store: EventStore }) =>
  async ({
    turn,
    conversation,
    answer,
    results,
  }: InputOf<typeof turnContract, 'RecordTools'>): Promise<Conversation> => {
    const round = conversation.rounds + 1;
    const after = contextAfter(conversation, results);
    await store.execute(
      session,
      sessionStream(turn.userId, turn.sessionId),
      { commandId: `${turn.turnId}/tools-${round}`, actor: assistant(answer.model), correlation: turn.turnId },
      recordTools(
        turn.turnId,
        round,
        results.map((result) => outcomeOf(turn.turnId, round, result)),
        findingsOf(turn.turnId, results, after.context.vehicle),
      ),
      { recent: RECENT },
    );
    return {
      ...conversation,
      ...after,
      rounds: round,
      messages: [...conversation.messages, answer.message, resultMessage(results)],
      results: [...conversation.results, ...results.map(fingerprint)],
    };
  };

/** Facts of a tool round and of an answer are the assistant's doing. */
export const assistant = (model: string) => ({ kind: 'assistant' as const, id: model });
