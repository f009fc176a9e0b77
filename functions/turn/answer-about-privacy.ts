/**
 * AnswerAboutPrivacy: the last fact of a turn that Dixon answered itself, and in the same commit what the answer means.
 * It is announced once it is appended, so the reply is there before a job begins.
 */
import type { EventStore } from '../../events/core/event-store.ts';
import { answerAboutPrivacy, session, sessionStream, type Meant } from '../../events/session/index.ts';
import type { PrivacyAnswer, Reply, turnContract } from '../../workflows/chat-turn/contract.ts';
import type { InputOf } from '../../workflows/contract.ts';
import { assistant } from './record-tools.ts';
import { replyAfter } from './reply.ts';

/** In the place of a model's name: there was none, and no prompt (SPEC N7). */
export const PRIVACY_MODEL = 'dixon-privacy-1';

const RECENT = 4;

const meantBy = ({ asksToConfirm, confirmsAs }: PrivacyAnswer): Meant | undefined => {
  if (asksToConfirm) return { asksToConfirm };
  return confirmsAs === undefined ? undefined : { confirmsAs };
};

/** Throws `InvalidInput` for a confirmation where nothing waits for one. */
export const answerPrivacyTurn =
  ({ store }: { store: EventStore }) =>
  async ({ turn, said }: InputOf<typeof turnContract, 'AnswerAboutPrivacy'>): Promise<Reply> => {
    const { turnId, userId, sessionId } = turn;
    const outcome = await store.execute(
      session,
      sessionStream(userId, sessionId),
      { commandId: `${turnId}/answer`, actor: assistant(PRIVACY_MODEL), correlation: turnId },
      answerAboutPrivacy(
        {
          turnId,
          text: said.text,
          // it saw the driver's message and nothing else
          saw: { model: PRIVACY_MODEL, prompt: 'none', tools: [], window: [said.number, said.number], results: [] },
          usage: { inputTokens: 0, outputTokens: 0 },
        },
        meantBy(said),
      ),
      { recent: RECENT },
    );
    return replyAfter(store, outcome, turn);
  };
