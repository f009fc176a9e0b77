/** What the driver wants with the last message: one thing or several, in the order in which they are answered. */
import { lastSaid, type Conversation } from '../conversation.ts';
import {
  namesCarPart,
  partsNamed,
  speaksOfCars,
  speaksOfOtherThings,
  tellsOfCar,
  tellsOfTrouble,
} from './car-words.ts';
import { afterOffer, changedBy, goesOn, sharpens } from './follow-up.ts';
import { tellsOfProblem } from './general.ts';
import { refersBack } from './reference.ts';
import { askedIn, type Asked, type Question } from './questions.ts';
import { asksAgain, asksForPrivacy, pleasantryIn, type SmallTalk } from './small-talk.ts';
import { asksAboutVehicle, statesVehicle } from './vehicle-said.ts';
import { givesVin, mentionsVin, onlySendsPicture } from './vin-given.ts';

/** Things that are answered alone. */
type Alone = SmallTalk | 'declined' | 'privacy' | 'noted' | 'recap' | 'general' | 'off-topic';
export type Want = Alone | 'vin' | 'vehicle' | 'problem' | Question;

const NEW_PART = /\b(?:replac\w*|new|install\w*|chang\w*|swap\w*)\b/i;

/** What it would cost is asked of the car where one is spoken of, or where nothing else is. */
const asked = (conversation: Conversation): readonly Asked[] => {
  const { plain } = lastSaid(conversation);
  const ofCar = speaksOfCars(plain) || tellsOfCar(plain) || (refersBack(plain) && !speaksOfOtherThings(plain));
  return ofCar ? askedIn(plain) : [];
};

/** "How much is a new water pump, mine leaks" asks for a part; what is wrong is known, or of no concern. */
const asksForPart = (sentence: string): boolean => NEW_PART.test(sentence) && partsNamed(sentence).length > 0;

/** A question about a repair or a safe drive tells nothing new; one about money may: "to stop the squeal". */
const bringsTrouble = ({ sentence, questions }: Asked, { context }: Conversation): boolean => {
  const tellsNothing =
    questions.includes('repair') ||
    (questions.includes('safety') && context.lastDiagnosis !== undefined) ||
    (questions.length > 0 && asksForPart(sentence));
  return !tellsNothing && tellsOfTrouble(sentence);
};

/** "The lever comes up too high. What would that cost?" tells what "that" is. */
const tellsWhatThatIs = (sentences: readonly Asked[]): boolean =>
  sentences.every(({ sentence, questions }) => questions.length === 0 || partsNamed(sentence).length === 0) &&
  sentences.some(
    ({ sentence, questions }) => questions.length === 0 && namesCarPart(sentence) && !NEW_PART.test(sentence),
  );

const hasProblem = (conversation: Conversation): boolean => {
  const { plain } = lastSaid(conversation);
  const sentences = asked(conversation);
  const questions = sentences.flatMap((one) => one.questions);
  if (questions.length === 0) return tellsOfProblem(plain) && !statesVehicle(plain) && !onlySendsPicture(plain);
  if (sentences.some((sentence) => bringsTrouble(sentence, conversation))) return true;
  return !questions.includes('repair') && tellsWhatThatIs(sentences);
};

/** What the message says outright. */
const outright = (conversation: Conversation): Want[] => {
  const problem = hasProblem(conversation);
  const questions = asked(conversation).flatMap((one) => one.questions);
  const vin = givesVin(lastSaid(conversation), conversation);
  return [
    ...(vin ? (['vin'] as const) : []),
    ...(problem || (vin && questions.length === 0 && sharpens(conversation)) ? (['problem'] as const) : []),
    // a diagnosis says whether it is safe to drive
    ...new Set(questions.filter((question) => !(problem && question === 'safety'))),
  ];
};

/** A wish about parts or prices repeats the question before it; without one it is kept for later. */
const refined = (conversation: Conversation): Want[] => {
  const { said, context } = conversation;
  const { plain } = lastSaid(conversation);
  const changed: readonly Want[] = changedBy(plain);
  if (changed.length === 0) return [];
  const before = said.length > 1 ? wantsOf({ ...conversation, said: said.slice(0, -1) }) : [];
  const again = before.filter((want) => changed.includes(want));
  if (again.length > 0) return again;
  const work = context.lastDiagnosis !== undefined || tellsOfCar(plain) || before.includes('availability');
  return work ? changed.slice(0, 1) : ['noted'];
};

const otherwise = (conversation: Conversation): Want => {
  const { plain } = lastSaid(conversation);
  if (conversation.context.lastDiagnosis && asksAgain(plain)) return 'recap';
  if (goesOn(conversation)) return 'problem';
  if (mentionsVin(plain)) return 'vin';
  if (statesVehicle(plain) || asksAboutVehicle(plain)) return 'vehicle';
  return speaksOfCars(plain) ? 'general' : 'off-topic';
};

/** "Thanks, and what would that cost?" is no mere pleasantry. */
const pleasantry = (conversation: Conversation): Want | undefined => {
  const { plain } = lastSaid(conversation);
  const more =
    mentionsVin(plain) ||
    changedBy(plain).length > 0 ||
    asked(conversation).some(({ questions }) => questions.length > 0);
  return more ? undefined : pleasantryIn(plain);
};

export const wantsOf = (conversation: Conversation): Want[] => {
  const said = lastSaid(conversation);
  const alone = asksForPrivacy(said.plain) ? 'privacy' : (pleasantry(conversation) ?? afterOffer(said));
  if (alone) return [alone];
  for (const read of [outright, refined]) {
    const wants = read(conversation);
    if (wants.length > 0) return wants;
  }
  return [otherwise(conversation)];
};
