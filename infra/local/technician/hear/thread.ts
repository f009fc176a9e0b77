/** Which of the driver's messages belong together: an answer to a question is read with what was said before. */
import { MAX_MESSAGE_LENGTH } from '../../../../schemas/values.ts';
import type { Said } from '../conversation.ts';
import { wordCount } from '../words.ts';
import { partsNamed, tellsOfCar } from './car-words.ts';
import { onlySendsPicture } from './vin-given.ts';

/** An answer is short; a long message tells its own story. */
const LONGEST_ANSWER = 40;
/** As long as the diagnosis takes a text. */
const LONGEST = MAX_MESSAGE_LENGTH;

const NEW_TOPIC =
  /\b(another|different|new|separate|second|other) (problem|issue|question|thing|car|topic)\b|^\W*(tell|write|sing|translate|play|recommend)\b/i;
const REFERS =
  /^\W*(yes|yeah|yep|no|nope|only|when|it|that|this|both|neither|the (first|second|latter|former)|more|mostly|sometimes|always)\b/i;

const endsWithQuestion = (answer: string | undefined): boolean =>
  answer !== undefined && /\?["')]*\s*$/.test(answer.trim());

/** "What is the capital of France?" answers nothing; "a squeal, is that bad?" may. */
const opensSubject = (text: string): boolean => NEW_TOPIC.test(text) || (endsWithQuestion(text) && !tellsOfCar(text));

/** Whether a message answers the question before it, instead of opening a new subject. */
export const isAnswer = ({ plain, after }: Said, before: Said | undefined): boolean => {
  if (!before || !endsWithQuestion(after) || opensSubject(plain) || wordCount(plain) > LONGEST_ANSWER) return false;
  if (REFERS.test(plain)) return true;
  const named = partsNamed(plain);
  const earlier = new Set(partsNamed(before.plain));
  return named.length === 0 || earlier.size === 0 || named.some((part) => earlier.has(part));
};

/** "The first" of two quoted choices stands for what was quoted. */
const chosen = ({ plain, after = '' }: Said): string => {
  const [first, second] = [...after.matchAll(/"([^"]+)"/g)].slice(-2).map(([, choice]) => choice);
  if (first === undefined || second === undefined) return plain;
  if (/\b(first|former)\b/i.test(plain)) return `${plain}. ${first}`;
  if (/\b(second|latter)\b/i.test(plain)) return `${plain}. ${second}`;
  return plain;
};

/** The last message, and the ones before it as long as each answers a question about the one before; oldest first. */
export const threadOf = (said: readonly Said[]): readonly string[] => {
  const thread: string[] = [];
  for (let at = said.length - 1; at >= 0; at -= 1) {
    const answers = isAnswer(said[at]!, said[at - 1]);
    if (thread.length > 0 && !answers && !tellsOfCar(said[at]!.plain)) break;
    thread.unshift(answers ? chosen(said[at]!) : said[at]!.plain);
    if (!answers) break;
  }
  return thread.filter((text) => text !== '' && !onlySendsPicture(text));
};

/** The thread as one text that the diagnosis can take. */
export const threadText = (said: readonly Said[]): string => {
  const thread = [...threadOf(said)];
  // whole messages go, oldest first; the newest is never longer than the limit
  while (thread.length > 1 && thread.join('\n').length > LONGEST) thread.shift();
  return thread.join('\n').slice(0, LONGEST);
};
