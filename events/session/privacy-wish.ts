/**
 * SPEC B5: wishes about somebody's data, said in the conversation. A wish is asked back once; only the message right
 * after that can confirm it. The answer and what it means are one commit, so none is without the other.
 */
import type * as z from 'zod';
import { InvalidInput } from '../../schemas/errors.ts';
import type { PrivacyWish } from '../../schemas/privacy.ts';
import { answerTurn, existing } from './decide.ts';
import type { SessionEvent, TurnAnswered } from './events.ts';
import type { OpenTurn, SessionState } from './state.ts';

/** What an answer means beside its words: asked back, confirmed as the request of an id, or nothing. */
export type Meant = { asksToConfirm: PrivacyWish } | { confirmsAs: string };

const factOf = (meant: Meant, { mayConfirm }: OpenTurn): SessionEvent => {
  if ('asksToConfirm' in meant) return { type: 'PrivacyWishHeard', wish: meant.asksToConfirm };
  if (!mayConfirm) throw new InvalidInput('There is nothing to confirm. Say first what you wish.');
  return { type: 'PrivacyWishConfirmed', requestId: meant.confirmsAs, wish: mayConfirm };
};

/**
 * Dixon's own answer closes the turn. What is confirmed is what the state heard, never what a caller names. A turn that
 * was closed meanwhile stays as it was closed, and nothing is confirmed by it. Throws `InvalidInput` for a confirmation
 * of nothing.
 */
export const answerAboutPrivacy =
  (answer: Omit<z.infer<typeof TurnAnswered>, 'type'>, meant?: Meant) =>
  (state: SessionState): SessionEvent[] => {
    const answered = answerTurn(answer)(state);
    const { turn } = existing(state);
    if (answered.length === 0 || !turn || !meant) return answered;
    return [...answered, factOf(meant, turn)];
  };
