/** Whether a message confirms what was asked back right before it. Strict: "yes, but …" confirms nothing. */
import type { PrivacyWish } from '../../../schemas/privacy.ts';

/** `unclear`: meant as a yes, it seems, and not said as it was asked for. */
export type Confirmation = 'yes' | 'no' | 'unclear';

/** The words of each wish, as the assistant asks for them and takes them. */
export const phraseOf = (wish: PrivacyWish): string => {
  if (wish.kind === 'export') return 'export my data';
  switch (wish.scope.what) {
    case 'account':
      return 'delete my account';
    case 'session':
      return 'delete this conversation';
    case 'vehicles':
      return 'delete all my vehicles';
    case 'vehicle':
      return 'delete this vehicle';
  }
};

const DECLINES =
  /^(?:no|nope|no thanks|no thank you|cancel|stop|never mind|nevermind|forget it|leave it|do not|don't|better not|not now|i changed my mind|no,? (?:do not|don't|leave it|cancel|stop|i changed my mind))$/;

/** Nothing but words that agree, or say again what was asked for: "ok, my brakes squeal" goes on with something else. */
const SEEMS_YES =
  /^(?:yes|yeah|yep|yup|sure|ok|okay|please|go ahead|do it|i confirm|confirmed?|correct|right|absolutely|of course|i am sure|i'm sure)(?: (?:yes|please|sure|do|it|that|so|go|ahead|delete|erase|remove|export|everything|all|my|the|this|account|data|conversation|chat|vehicles|now|thanks|dixon|i|am|confirm))*$/;

const plain = (message: string): string =>
  message
    .toLowerCase()
    .replaceAll(/[‘’`´]/g, "'")
    .replaceAll(/[“”„«»",.!]/g, ' ')
    .replaceAll(/(?<=^|\s)'|'(?=$|\s)/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Undefined for a message that is about something else. Case, quotes, commas and a full stop do not matter. */
export const confirmationIn = (message: string, wish: PrivacyWish): Confirmation | undefined => {
  const said = plain(message);
  if (['yes', 'confirm', `yes ${phraseOf(wish)}`].includes(said)) return 'yes';
  if (DECLINES.test(said)) return 'no';
  return SEEMS_YES.test(said.replaceAll('?', '').trim()) ? 'unclear' : undefined;
};
