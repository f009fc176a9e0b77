/** What the driver wants with the last message. */
import type { Conversation } from './conversation.ts';
import { tellsOfCar, wordCount } from './car-words.ts';
import { OFFER } from './diagnosis-in-words.ts';
import { isAnswer, threadText } from './thread.ts';

export type Intent =
  'greeting' | 'thanks' | 'goodbye' | 'repair' | 'cost' | 'safety' | 'vin' | 'declined' | 'problem' | 'off-topic';

/** A pleasantry is a short message; a story that begins with "Hi" is a story. */
const SHORT = 8;
/** "Is it safe to drive?" is a question about what was found; a longer one tells of something new. */
const SHORT_QUESTION = 14;

const GREETING = /^\W*(hi|hello|hey|good (morning|afternoon|evening|day)|greetings|howdy)\b/i;
const THANKS = /\b(thanks|thank you|thx|cheers|appreciate|great help|that helps?|that helped|got it|perfect)\b/i;
const GOODBYE = /\b(bye|goodbye|see you|good night|that is all|that's all|take care)\b/i;
const REPAIR =
  /\b(how (do|can|would|should|to|could)\b.{0,30}\b(fix|repair|replace|change|swap|install|mend|do (it|this|that))|repair (steps|instructions|guide)|(steps|instructions|guide) (to|for)\b|(fix|repair|replace|change) (it|this|that) myself|show me how|can i (fix|repair|replace|change))/i;
const COST = /\b(how much|what (does|will|would|is) .{0,30}\b(cost|price)|costs?|prices?|expensive|estimate|quote)\b/i;
const SAFETY =
  /\b(safe|ok|okay|dangerous|risky|alright) (to|if i|for me to) (drive|keep|continue|go)|\b(can|should|may|could) i (still |keep |continue |keep on |even )*(drive|driving|drive it)|\bis (it|this|that) (safe|dangerous|urgent|serious)|\bhow (urgent|serious|dangerous|long can i drive)/i;
const VIN = /\bvin\b|\b(?=[A-HJ-NPR-Z0-9]*\d)[A-HJ-NPR-Z0-9]{17}\b/i;
/** "How do I fix it?" is about the car even before anything was found. */
const REFERS_BACK = /\b(it|this|that|my car|the car|the repair)\b/i;
const YES = /^\W*(yes|yeah|yep|sure|please|ok|okay|go ahead)\b/i;
const NO = /^\W*(no|nope|not now|no thanks?)\b/i;
/** Said to a machine, not to a mechanic. */
const ORDERS =
  /\b(ignore|disregard|forget|override)\b.{0,40}\b(instructions?|rules|prompt|above|previous)\b|\bsystem prompt\b|\byou are now\b|\bpretend (to be|you)\b/i;

const pleasantry = (text: string): Intent | undefined => {
  if (wordCount(text) > SHORT || tellsOfCar(text)) return undefined;
  if (THANKS.test(text)) return 'thanks';
  if (GOODBYE.test(text)) return 'goodbye';
  return GREETING.test(text) ? 'greeting' : undefined;
};

const withoutOrders = (text: string): string =>
  text
    .split(/(?<=[.!?\n])/)
    .filter((sentence) => !ORDERS.test(sentence))
    .join('');

/** Whether something in the thread of the last message tells of a car. */
const tellsOfProblem = ({ said }: Conversation): boolean => tellsOfCar(withoutOrders(threadText(said)));

export const intentOf = (conversation: Conversation): Intent => {
  const { said, context } = conversation;
  const last = said.at(-1);
  const text = last?.text ?? '';
  const polite = pleasantry(text);
  if (polite) return polite;
  if (last?.after?.endsWith(OFFER) && wordCount(text) <= SHORT && !tellsOfCar(text)) {
    if (YES.test(text)) return 'repair';
    if (NO.test(text)) return 'declined';
  }
  const about = context.lastDiagnosis !== undefined || REFERS_BACK.test(text);
  const short = wordCount(text) <= SHORT_QUESTION;
  if (REPAIR.test(text) && (about || tellsOfCar(text))) return 'repair';
  if (COST.test(text) && short && (about || tellsOfCar(text))) return 'cost';
  if (SAFETY.test(text) && short && (context.lastDiagnosis !== undefined || !tellsOfCar(text))) return 'safety';
  if (VIN.test(text) && !tellsOfCar(text.replace(VIN, ''))) return 'vin';
  if (ORDERS.test(text)) return tellsOfCar(withoutOrders(text)) ? 'problem' : 'off-topic';
  if (tellsOfCar(text)) return 'problem';
  return last && isAnswer(last, said.at(-2)) && tellsOfProblem(conversation) ? 'problem' : 'off-topic';
};
