/** Which work a question about repair, parts, time or money means. */
import { causesKnown, wasAsked } from '../known.ts';
import { lastSaid, type Conversation } from '../conversation.ts';
import { DIAGNOSIS_FAILED, UNCLEAR } from '../lines.ts';
import { partPhrases, partsNamed, tellsOfTrouble } from './car-words.ts';
import { withoutPlace } from './places.ts';
import { askedIn } from './questions.ts';
import { refersBack } from './reference.ts';
import { wantsOf } from './wants.ts';
import { withoutWishes } from './wishes.ts';

/** As the tools take it: a cause by its id, or the work in words. */
export type WorkMeant = { readonly fault: string } | { readonly problem: string };

/** As long as the tools take a problem in words. */
const LONGEST = 400;

const namesWork = (text: string): boolean => partsNamed(text).length > 0 || tellsOfTrouble(text);

const tidy = (text: string): string =>
  withoutWishes(withoutPlace(text)).replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST).trim();

/** The words that name the work: the questions where they do, else the parts that are spoken of beside them. */
const wordsIn = (text: string): WorkMeant | undefined => {
  const questions = askedIn(text).filter((one) => one.questions.length > 0);
  const asked = tidy(questions.map(({ sentence }) => sentence).join(' '));
  const words = [asked, tidy(partPhrases(text).join(', '))].find(namesWork);
  // what nobody has heard of is for the tool to say
  return words === undefined ? (refersBack(asked) ? undefined : { problem: asked }) : { problem: words };
};

const leftNone = (answer = ''): boolean => [UNCLEAR, DIAGNOSIS_FAILED].some((line) => answer.includes(line));

/** "It" is what was spoken of last: work that an earlier question named, or what was diagnosed after an earlier problem. */
const referredTo = (conversation: Conversation): WorkMeant | undefined => {
  const { said } = conversation;
  const [first] = causesKnown(conversation);
  const diagnosed = first && { fault: first.fault };
  for (let at = said.length - 2; at >= 0; at -= 1) {
    const wants = wantsOf({ ...conversation, said: said.slice(0, at + 1) });
    if (wants.includes('problem')) return leftNone(said[at + 1]?.after) ? undefined : diagnosed;
    const words = askedIn(said[at]!.plain).some(({ questions }) => questions.length > 0)
      ? wordsIn(said[at]!.plain)
      : undefined;
    if (words) return words;
  }
  return diagnosed;
};

/** Undefined where neither this message nor an earlier one says it. */
export const workMeant = (conversation: Conversation): WorkMeant | undefined => {
  if (wasAsked(conversation, 'symptom_diagnosis_analyzer')) {
    const [first] = causesKnown(conversation);
    return first && { fault: first.fault };
  }
  return wordsIn(lastSaid(conversation).plain) ?? referredTo(conversation);
};
