/**
 * A message about the driver's own data is answered by Dixon itself: no model is asked and no tool runs, so nothing that
 * a picture, a tool or a model says can begin anything. Only the driver's own words are looked at.
 */
import type { EventStore } from '../../../events/core/event-store.ts';
import type { ErasureScope, PrivacyWish } from '../../../schemas/privacy.ts';
import type { PrivacyAnswer, TurnRef } from '../../../workflows/chat-turn/contract.ts';
import { madeId } from '../../runtime/made-id.ts';
import * as answers from './answers.ts';
import { confirmationIn, type Confirmation } from './confirmation.ts';
import { standingOf, type Known, type Standing } from './standing.ts';
import { wishIn, type Heard, type Wish } from './wishes.ts';

/** What a message is about, where it is about the driver's data. */
export type AboutPrivacy = { confirmation: Confirmation; wish: PrivacyWish } | { heard: Heard };

/** @param mayConfirm what was asked back right before. Undefined for an ordinary message. */
export const aboutPrivacy = (message: string, mayConfirm: PrivacyWish | undefined): AboutPrivacy | undefined => {
  const confirmation = mayConfirm && confirmationIn(message, mayConfirm);
  // another wish, however it begins, is a wish of its own
  const heard = confirmation === 'yes' || confirmation === 'no' ? undefined : wishIn(message);
  if (heard) return { heard };
  return mayConfirm && confirmation ? { confirmation, wish: mayConfirm } : undefined;
};

type Said = Omit<PrivacyAnswer, 'number'>;
type Place = { turn: TurnRef; vehicles: number };

const scopeOf = (wish: Exclude<Wish, 'export'>, { kind }: Known, { sessionId }: TurnRef): ErasureScope => {
  switch (wish) {
    case 'erase-account':
      return { what: 'account', ...(kind === 'registered' ? { signIn: true } : {}) };
    case 'erase-conversation':
      return { what: 'session', sessionId };
    case 'erase-vehicles':
      return { what: 'vehicles' };
  }
};

const toHeard = (heard: Heard, person: Known, { turn, vehicles }: Place): Said => {
  if (heard === 'explain') return { text: answers.explained };
  if (heard === 'know') return { text: answers.known(person, vehicles) };
  if (heard === 'erase-vehicles' && vehicles === 0) return { text: answers.noVehicles };
  const wish: PrivacyWish =
    heard === 'export' ? { kind: 'export' } : { kind: 'erasure', scope: scopeOf(heard, person, turn) };
  return { text: answers.question(wish, vehicles), asksToConfirm: wish };
};

const toUnknown = ({ is }: Exclude<Standing, { is: 'verified' }>): Said => {
  switch (is) {
    case 'visitor':
      return { text: answers.forVisitor };
    case 'unverified':
      return { text: answers.forUnverified };
    case 'somebody else':
      return { text: answers.forSomebodyElse };
  }
};

/** @param vehicles how many the person's library holds. Only here is the account read: other turns cost nothing more. */
export const askDixon = async (store: EventStore, about: AboutPrivacy, place: Place): Promise<Said> => {
  if ('confirmation' in about && about.confirmation === 'no') return { text: answers.declined };
  if ('confirmation' in about && about.confirmation === 'unclear') return { text: answers.unclear(about.wish) };
  const { userId, turnId, actor } = place.turn;
  const standing = await standingOf(store, userId, actor);
  if (standing.is !== 'verified') return toUnknown(standing);
  if ('heard' in about) return toHeard(about.heard, standing.known, place);
  // a repeat of the turn's step names the same request
  const requestId = madeId(userId, `${turnId}/request`);
  return { text: answers.confirmed(about.wish, requestId), confirmsAs: requestId };
};
