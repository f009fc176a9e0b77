/** Messages that say little by themselves: what they mean is in what was said before. */
import { lastSaid, type Conversation, type Said } from '../conversation.ts';
import { vinOf, wasAsked } from '../known.ts';
import { OFFER } from '../lines.ts';
import { wordCount } from '../words.ts';
import { tellsOfCar } from './car-words.ts';
import { stateIn } from './places.ts';
import type { Question } from './questions.ts';
import { isAnswer, threadText } from './thread.ts';
import { displayIn, qualityIn } from './wishes.ts';

const SHORT = 8;
const SHORT_WISH = 14;
const YES = /^\W*(yes|yeah|yep|sure|please|ok|okay|go ahead)\b/i;
const NO = /^\W*(no|nope|not now|no thanks?)\b/i;

/** "Yes please" to the offer of a repair. */
export const afterOffer = ({ plain, after }: Said): 'repair' | 'declined' | undefined => {
  if (!after?.endsWith(OFFER) || wordCount(plain) > SHORT || tellsOfCar(plain)) return undefined;
  if (YES.test(plain)) return 'repair';
  return NO.test(plain) ? 'declined' : undefined;
};

/** Which answers change with a wish, the one that fits best first: "with OEM parts, please", "in Texas". */
export const changedBy = (wish: string): readonly Question[] =>
  wordCount(wish) > SHORT_WISH
    ? []
    : [
        ...(qualityIn(wish) === undefined ? [] : (['parts', 'price'] as const)),
        ...(displayIn(wish) === undefined ? [] : (['price'] as const)),
        ...(stateIn(wish) === undefined ? [] : (['price', 'labor'] as const)),
      ];

/** Whether the message answers a question about a problem that was told before. */
export const goesOn = (conversation: Conversation): boolean => {
  const last = lastSaid(conversation);
  return last.plain !== '' && isAnswer(last, conversation.said.at(-2)) && tellsOfCar(threadText(conversation.said));
};

/** A VIN that was asked for makes the diagnosis of what was told before more exact, unless it was not decoded. */
export const sharpens = (conversation: Conversation): boolean =>
  conversation.offers('vin_processor') &&
  (!wasAsked(conversation, 'vin_processor') || vinOf(conversation)?.decoded === true) &&
  isAnswer(lastSaid(conversation), conversation.said.at(-2)) &&
  tellsOfCar(threadText(conversation.said.slice(0, -1)));
