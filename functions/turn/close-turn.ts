/** CloseTurn and FailTurn: the last fact of a turn, and the reply that goes back to the person. */
import type { EventStore } from '../../events/core/event-store.ts';
import { answerTurn, failTurn, session, sessionStream } from '../../events/session/index.ts';
import { ModelUnavailable } from '../../schemas/errors.ts';
import type { Answer, Reply, turnContract } from '../../workflows/chat-turn/contract.ts';
import type { InputOf } from '../../workflows/contract.ts';
import { assistant } from './record-tools.ts';
import { replyAfter } from './reply.ts';

const RECENT = 4;

const textOf = ({ message }: Answer): string =>
  message.content
    .flatMap((block) => ('text' in block ? [block.text] : []))
    .join('\n')
    .trim();

/** Throws `ModelUnavailable` where the model answered with nothing at all. */
export const closeTurn =
  ({ store }: { store: EventStore }) =>
  async ({ turn, conversation, answer }: InputOf<typeof turnContract, 'CloseTurn'>): Promise<Reply> => {
    const text = textOf(answer);
    if (text === '') throw new ModelUnavailable({ reason: 'empty answer' });
    const { turnId, userId, sessionId } = turn;
    const outcome = await store.execute(
      session,
      sessionStream(userId, sessionId),
      { commandId: `${turnId}/answer`, actor: assistant(answer.model), correlation: turnId },
      answerTurn({
        turnId,
        text,
        saw: {
          model: answer.model,
          prompt: conversation.prompt,
          tools: conversation.tools,
          window: conversation.window,
          results: conversation.results,
          ...(conversation.vinSource ? { vinSource: conversation.vinSource } : {}),
        },
        usage: answer.usage,
      }),
      { recent: RECENT },
    );
    return replyAfter(store, outcome, turn);
  };

/** Any failure ends here; where the turn was answered after all, that answer is the reply. */
export const failTurnWith =
  ({ store }: { store: EventStore }) =>
  async ({ turn, failure }: InputOf<typeof turnContract, 'FailTurn'>): Promise<Reply> => {
    const { turnId, userId, sessionId } = turn;
    const outcome = await store.execute(
      session,
      sessionStream(userId, sessionId),
      { commandId: `${turnId}/failure`, actor: { kind: 'system', id: 'chat-turn' }, correlation: turnId },
      failTurn(turnId, failure.Error),
      { recent: RECENT },
    );
    return replyAfter(store, outcome, turn);
  };
