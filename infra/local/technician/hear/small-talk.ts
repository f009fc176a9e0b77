/** What is said to be polite, or about the driver's own data: nothing that a tool is needed for. */
import { wordCount } from '../words.ts';
import { tellsOfCar } from './car-words.ts';

export type SmallTalk = 'greeting' | 'thanks' | 'goodbye' | 'introduction' | 'errand';

/** A pleasantry is a short message; a story that begins with "Hi" is a story. */
const SHORT = 8;

const pleasantries: readonly (readonly [SmallTalk, RegExp])[] = [
  ['thanks', /\b(?:thanks|thank you|thx|cheers|appreciate|great help|that helps?|that helped|got it|perfect)\b/i],
  ['goodbye', /\b(?:bye|goodbye|see you|good night|that is all|that's all|take care)\b/i],
  ['introduction', /\b(?:who|what) are you\b|\bwhat (?:can|do) you do\b|\bhow can you help\b|^\W*help\W*$/i],
  [
    'errand',
    /\b(?:order|buy|book|call|find|recommend|make)\b.{0,20}\b(?:for me|(?:a|the|an?y?) (?:good )?(?:shop|mechanic|garage|dealer|appointment)|near(?:by| me))\b/i,
  ],
  ['greeting', /^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|howdy)\b/i],
];

export const pleasantryIn = (text: string): SmallTalk | undefined =>
  wordCount(text) > SHORT || tellsOfCar(text) ? undefined : pleasantries.find(([, words]) => words.test(text))?.[0];

const AGAIN =
  /\b(?:what|anything) else could\b|\bother (?:causes?|reasons?)\b|\b(?:are you|how) (?:really )?(?:sure|certain)\b|^\W*(?:really|why|how come|so what|explain\b.*|what do you mean|(?:and |so |ok )*(?:what )?(?:now|next)|what should i do(?: now| next)?|(?:and|so) what does that mean)\W*$/i;

/** "Are you sure?" wants to hear once more what was found. */
export const asksAgain = (text: string): boolean => wordCount(text) <= SHORT && AGAIN.test(text);

const KEPT =
  '(?:account|profile|data|personal data|information|info|history|chats?|chat history|conversations?|messages?|sessions?|vin|vehicles)';
const privacy: readonly RegExp[] = [
  new RegExp(
    `\\b(?:delete|erase|remove|wipe|clear|forget|destroy|correct|restrict|stop (?:storing|keeping|using))\\b.{0,25}\\b(?:my|our|this|all|the)\\b.{0,15}\\b${KEPT}\\b`,
    'i',
  ),
  new RegExp(
    `\\b(?:export|download|send me|give me|copy of|show me|see|view|access)\\b.{0,20}\\b(?:my|our) (?:own |whole )?${KEPT}\\b`,
    'i',
  ),
  /\b(?:delete|erase|forget) (?:me|everything|all of it|all about me)\b/i,
  /\bwhat (?:do|does|data|information)\b.{0,20}\b(?:know|have|store|keep|saved?|hold)\b.{0,10}\b(?:about|on|of) me\b/i,
  /\b(?:gdpr|ccpa|privacy (?:settings|controls|policy|notice)|data retention)\b|\b(?:withdraw|revoke)\w*\b.{0,10}\bconsent\b/i,
];
/** A request is short; a story may hold any words. */
const LONGEST_REQUEST = 30;

/** Whether the driver wants to see, take along or remove what is kept about them (SPEC B5). */
export const asksForPrivacy = (text: string): boolean =>
  wordCount(text) <= LONGEST_REQUEST && privacy.some((words) => words.test(text));
