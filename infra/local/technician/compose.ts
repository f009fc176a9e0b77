/** One answer out of what each topic says: in their order, nothing twice, one question at the end. */
import type { Conversation } from './conversation.ts';
import type { Want } from './hear/wants.ts';
import { topics } from './topics/index.ts';
import type { Told } from './topics/topic.ts';
import { whichCar } from './topics/vehicle.ts';

/** What a driver reads in a minute or two, in characters. */
const LONGEST = 1_400;

const BETWEEN = '\n\n';
const lengthOf = ({ paragraphs, question = '' }: Told): number => [...paragraphs, question, ''].join(BETWEEN).length;

/** Only a diagnosis can be cut short without leaving out what was asked, so it gets the room that the others leave. */
const toldBy = (wants: readonly Want[], conversation: Conversation, extra: number): Told[] => {
  const others = wants.filter((want) => want !== 'problem').map((want) => topics[want].tell(conversation, LONGEST));
  const room = LONGEST - extra - others.reduce((sum, one) => sum + lengthOf(one), 0);
  return wants.map((want) => topics[want].tell(conversation, room));
};

const joined = (parts: readonly (string | undefined)[]): string =>
  [...new Set(parts)].filter((part) => part !== undefined).join(BETWEEN);

export const compose = (wants: readonly Want[], conversation: Conversation): string => {
  const car = whichCar(conversation);
  const answers = toldBy(wants, conversation, car === undefined ? 0 : car.length + BETWEEN.length);
  const paragraphs = answers.flatMap((answer) => answer.paragraphs);
  const question = answers.flatMap((answer) => answer.question ?? []).at(-1);
  const whole = joined([...paragraphs, car, question]);
  // a long answer asks for the car next time
  return whole.length <= LONGEST ? whole : joined([...paragraphs, question]);
};
