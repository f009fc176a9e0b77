/** Which of the driver's messages belong together: an answer to a question is read with what was said before. */
import type { Said } from './conversation.ts';
import { partsNamed, tellsOfCar, wordCount } from './car-words.ts';

/** An answer is short; a long message tells its own story. */
const LONGEST_ANSWER = 40;
/** The longest text the diagnosis takes. */
const LONGEST = 4000;

const NEW_TOPIC = /\b(another|different|new|separate|second|other) (problem|issue|question|thing|car|topic)\b/i;
const REFERS =
  /^\W*(yes|yeah|yep|no|nope|only|when|it|that|this|both|neither|the (first|second|latter|former)|more|mostly|sometimes|always)\b/i;

const endsWithQuestion = (answer: string | undefined): boolean =>
  answer !== undefined && /\?["')]*\s*$/.test(answer.trim());

/** Whether a message answers the question before it, instead of opening a new subject. */
export const isAnswer = ({ text, after }: Said, before: Said | undefined): boolean => {
  if (!before || !endsWithQuestion(after) || NEW_TOPIC.test(text) || wordCount(text) > LONGEST_ANSWER) return false;
  if (REFERS.test(text)) return true;
  const named = partsNamed(text);
  const earlier = new Set(partsNamed(before.text));
  return named.length === 0 || earlier.size === 0 || named.some((part) => earlier.has(part));
};

/** "The first" of two quoted choices stands for what was quoted. */
const chosen = ({ text, after = '' }: Said): string => {
  const [first, second] = [...after.matchAll(/"([^"]+)"/g)].slice(-2).map(([, choice]) => choice);
  if (first === undefined || second === undefined) return text;
  if (/\b(first|former)\b/i.test(text)) return `${text}. ${first}`;
  if (/\b(second|latter)\b/i.test(text)) return `${text}. ${second}`;
  return text;
};

/** The last message, and the ones before it as long as each answers a question about the one before; oldest first. */
export const threadOf = (said: readonly Said[]): readonly string[] => {
  const thread: string[] = [];
  for (let at = said.length - 1; at >= 0; at -= 1) {
    const answers = isAnswer(said[at]!, said[at - 1]);
    if (thread.length > 0 && !answers && !tellsOfCar(said[at]!.text)) break;
    thread.unshift(answers ? chosen(said[at]!) : said[at]!.text);
    if (!answers) break;
  }
  return thread;
};

/** The thread as one text that the diagnosis can take. */
export const threadText = (said: readonly Said[]): string => {
  const thread = [...threadOf(said)];
  // whole messages go, oldest first; the newest is never longer than the limit
  while (thread.length > 1 && thread.join('\n').length > LONGEST) thread.shift();
  return thread.join('\n').slice(0, LONGEST);
};
