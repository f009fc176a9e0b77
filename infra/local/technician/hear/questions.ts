/** What can be asked about work on a car, by the words that ask for it. One sentence may ask for several things. */
import { sentencesOf, wordCount } from '../words.ts';

/** In the order in which they are answered. */
const questions = ['safety', 'price', 'labor', 'parts', 'availability', 'repair'] as const;
export type Question = (typeof questions)[number];

const WORK =
  '(?:fix|repair|replace|change|swap|install|mend|patch|bleed|recharge|remove|clean|adjust|flush|refill|drain|tighten)';
const PARTS = '(?:the |these |those |my )?parts?';

/** "What are the parts?" in dollars. */
const PRICE_OF_PARTS = new RegExp(
  `\\bparts? (?:costs?|prices?)\\b|\\b(?:how much (?:are|for|would|will|do)|(?:price|cost) (?:of|for)|what (?:do|would|will)) ${PARTS}\\b`,
  'i',
);

const patterns: Record<Question, readonly RegExp[]> = {
  safety: [
    /\b(?:safe|ok|okay|dangerous|risky|alright) (?:to|if i|for me to) (?:drive|keep|continue|go)\b/i,
    /\b(?:can|should|may|could) i (?:still |keep |continue |keep on |even )*(?:drive|driving)\b/i,
    /\bis (?:it|this|that) (?:safe|dangerous|urgent|serious)\b/i,
    /\bhow (?:urgent|serious|dangerous|(?:long|far) can i drive)\b/i,
  ],
  price: [
    /\bhow much (?:would|will|does|do|should|could|might|can|did)\b.{0,60}\b(?:cost|run|charge|pay|expect|set me back|be)\b/i,
    new RegExp(`\\bhow much (?:for|to (?:get|have|do|${WORK}))\\b`, 'i'),
    /\bhow much (?:is|are) (?!too|enough|left|normal|safe|acceptable|there)/i,
    /\bhow much(?: money)?\s*(?:[?.!]|$)/i,
    /\bwhat(?:'?s| (?:does|do|would|will|is|are|should|might|could|it|that|this|the))\b.{0,60}\b(?:costs?|prices?|charge)\b/i,
    /\b(?:price|cost) (?:of|for|to)\b/i,
    /\b(?:a|an|the|me) (?:quote|estimate)\b/i,
    /\bhow expensive\b|\b(?:is|are|be) (?:it|that|this|they|the repair)\b.{0,15}\bexpensive\b/i,
  ],
  labor: [
    /\blabou?r\b|\bhours of work\b|\b(?:shop|hourly) rates?\b/i,
    /\bhow (?:long|many hours) (?:does|do|will|would|should|is) (?:it|that|this|the (?:repair|job|work)|a (?:shop|mechanic|garage))\b.{0,50}\b(?:take|need)\b(?! to (?:charge|warm|cool|drive|get))/i,
    /\bhow (?:long|many hours) .{0,20}\b(?:replacing|changing|fixing|repairing)\b.{0,40}\btake\b/i,
  ],
  parts: [
    /\b(?:which|what) (?:\w+ )?parts?\b(?: and \w+)? (?:do|would|will|are|should|does|is|i|we|for|to)\b/i,
    /\bparts? (?:do i|will i|would i|list|(?:are |is )?needed|required|i need)\b|\blist of (?:the )?parts\b/i,
    /\bwhat (?:do|would|will|should) i (?:need to |have to )?(?:buy|order)\b|\bpart numbers?\b/i,
    /^\W*(?:and |what about |how about )+(?:the )?parts\W*$/i,
    PRICE_OF_PARTS,
  ],
  availability: [
    /\b(?:in|out of) stock\b|\b(?:is|are|be) (?:\w+ ){0,5}available\b|\bavailability\b|\bback ?order\w*/i,
    /\bhow (?:soon|quickly|fast|long) .{0,40}\b(?:get (?:it|them|the|those|these|parts?)|arrive|deliver\w*)\b/i,
    /\b(?:delivery|shipping|lead) time\b|\bdo you (?:carry|sell|stock|have (?:it|them|those|these|the parts?))\b/i,
    /\bwhere (?:can|do|could) i (?:buy|get|order|find) (?:it|them|the|those|these|parts?|a|an|new)\b/i,
  ],
  repair: [
    new RegExp(`\\bhow (?:do|can|would|should|to|could)\\b.{0,30}\\b(?:${WORK}|do (?:it|this|that))\\b`, 'i'),
    new RegExp(`\\b${WORK} (?:it|this|that|them) (?:by )?my ?self\\b`, 'i'),
    /\b(?:repair|diy) (?:steps|instructions|guide)\b|\b(?:steps|instructions|guide) (?:to|for)\b/i,
    /\b(?:walk|talk) me through\b|\bshow me (?:how|the steps)\b|\bwhat tools do i need\b|\bcan i (?:fix|repair|replace|change)\b/i,
  ],
};

/** "It cost me a fortune" asks for nothing. */
const ASKING =
  /\?\W*$|^\W*(?:(?:and|so|but|ok|also|please|then)\W+)*(?:what|which|how|where|can|could|would|will|should|is|are|do|does|give|tell|show|get|list|find|look|check|prices?|costs?|quote|estimate|parts|labou?r|i (?:want|need|would like)|i'd like)\b|\b(?:how (?:much|long)|(?:which|what) parts?|what (?:do|does|would|will))\b/i;
/** "And the price?", "Cost?" */
const PRICE_IN_SHORT = /\b(?:costs?|prices?|pricing|estimate|quote)\b/i;
/** Who asks for labor or for parts by name wants that and no sum; who asks for both wants the sum. */
const SUM =
  /\bparts?,? (?:and|&|\+|plus) labou?r|\blabou?r,? (?:and|&|\+|plus) (?:the )?parts?|\b(?:total|altogether|overall|all in)\b/i;
const LABOR = /\blabou?r\b/i;

/** From here on a sentence tells a story. */
const LONG = 45;
const A_FEW = 4;
const SHORT = 10;
/** "Is it safe to drive?" is about what was found; a longer question tells of something new. */
const SHORT_QUESTION = 14;

const says = (question: Question, sentence: string): boolean =>
  patterns[question].some((pattern) => pattern.test(sentence));

const asks = (question: Question, sentence: string): boolean => {
  const words = wordCount(sentence);
  if (question === 'repair') return says(question, sentence);
  if (question === 'safety') return words <= SHORT_QUESTION && says(question, sentence);
  if (!ASKING.test(sentence) && words > A_FEW) return false;
  if (question === 'availability') return says(question, sentence);
  if (question !== 'price') return says(question, sentence) && !SUM.test(sentence);
  if (SUM.test(sentence)) return says(question, sentence) || words <= SHORT;
  if (LABOR.test(sentence) || PRICE_OF_PARTS.test(sentence)) return false;
  return says(question, sentence) || (words <= SHORT && PRICE_IN_SHORT.test(sentence));
};

export type Asked = { readonly sentence: string; readonly questions: readonly Question[] };

/** The sentences of a text, each with what it asks for; most ask for nothing. */
export const askedIn = (text: string): Asked[] =>
  sentencesOf(text).map((sentence) => ({
    sentence,
    questions: wordCount(sentence) > LONG ? [] : questions.filter((question) => asks(question, sentence)),
  }));
