/**
 * What a message wishes about the driver's own data (SPEC B5), by plain rules: no language model decides about anybody's
 * data. A wish is a whole sentence that says nothing else, in a message that says nothing else: "delete the codes from
 * my ECU" is about a car, and a story may hold any words. English alone.
 */
import { sentencesIn, type Sentence } from './sentence.ts';

/** What a job is needed for. */
export type Wish = 'erase-account' | 'erase-conversation' | 'erase-vehicles' | 'export';

/** `know`: what there is about them. `explain`: they ask how, or wish what cannot be begun here. */
export type Heard = Wish | 'know' | 'explain';

const ERASE = '(?:delete|erase|remove|wipe|destroy|get rid of)';
/** Of a library: "get rid of my car" and "wipe my car" are said of the car itself. */
const TAKE_OUT = '(?:delete|erase|remove|clear)';
const DATA =
  '(?:(?:personal |private |own |user |customer )?(?:data|information|info)|data and (?:account|conversations|chats|vehicles))';
const ACCOUNT = '(?:(?:whole |entire |dixon |user |customer )?account|(?:dixon|user|customer) profile)';
const ALL = '(?:all (?:of )?|all the |the )?';
const OF_ME = '(?:of|on|about|concerning) me(?: and my (?:vehicles?|cars?))?';
const YOU_HAVE =
  "(?:that )?(?:you|dixon)(?: have| have got|'ve got| keep| store| know| hold| saved| stored| collected)+";
const THIS_CHAT =
  '(?:this|our|my|the|the current|this whole|this entire|the whole|the entire) (?:conversation|chat|session)';
const VEHICLES = '(?:vehicles|cars)';
const GONE = '(?:deleted|erased|removed|closed|wiped|gone|cancell?ed)';

const rule = (heard: Heard, ...patterns: string[]): readonly [Heard, RegExp] => [
  heard,
  new RegExp(`^(?:${patterns.join('|')})$`),
];

const rules: readonly (readonly [Heard, RegExp])[] = [
  rule(
    'erase-account',
    `(?:${ERASE}|close|cancel|terminate) my ${ACCOUNT}(?: and (?:${ALL}(?:my )?(?:${DATA}|conversations|chats|vehicles)|everything(?: in it)?))?`,
    `${ERASE} ${ALL}my ${DATA}(?: and (?:(?:close|delete|cancel) )?(?:my )?${ACCOUNT})?(?: ${YOU_HAVE})?`,
    `${ERASE} (?:all|everything|anything|what|whatever|all the ${DATA}|all ${DATA}|the ${DATA})(?: ${YOU_HAVE})? ${OF_ME}`,
    '(?:delete|erase|forget|unregister) me',
    `forget (?:everything|all)(?: ${YOU_HAVE})? ${OF_ME}`,
    `my (?:${ACCOUNT}|${DATA}) (?:to be )?${GONE}`,
    `(?:have )?(?:everything|all (?:of )?my ${DATA}|all ${DATA}) ${OF_ME} (?:to be )?${GONE}`,
    `(?:the )?(?:deletion|erasure|removal|closure) of ${ALL}my (?:${ACCOUNT}|${DATA})`,
    '(?:use|exercise|invoke) my right (?:to erasure|to be forgotten)',
    'be forgotten',
  ),
  rule(
    'erase-conversation',
    `(?:${ERASE}|clear|forget) ${THIS_CHAT}`,
    `${THIS_CHAT} (?:to be )?${GONE}`,
    `(?:the )?(?:deletion|erasure|removal) of ${THIS_CHAT}`,
  ),
  rule(
    'erase-vehicles',
    `${TAKE_OUT} (?:all (?:of )?)?my (?:saved |stored )?${VEHICLES}(?: from (?:my |the )?(?:vehicle library|library|garage|account))?`,
    `${TAKE_OUT} all (?:the |my )?(?:vehicle data|(?:saved |stored )?vehicles)`,
    `${TAKE_OUT} my (?:whole |entire )?vehicle library`,
    `all (?:of )?my ${VEHICLES} (?:to be )?${GONE}`,
  ),
  rule(
    'export',
    `(?:export|download|back up) ${ALL}(?:my ${DATA}(?: ${YOU_HAVE})?|${DATA} ${YOU_HAVE} ${OF_ME})`,
    '(?:export|download) (?:everything|all) (?:about me|of mine)',
    'export (?:my )?(?:account|everything|conversations|chats|chat history)',
    `(?:send|give|email|mail|get|provide|prepare)(?: me| us)?(?: with)? (?:a |the |my )?(?:full |complete )?(?:copy|export|download|archive) of ${ALL}(?:my ${DATA}|my account|the ${DATA} ${YOU_HAVE}(?: ${OF_ME})?|everything(?: ${YOU_HAVE})? ${OF_ME})`,
    `(?:an? |my )?(?:full |complete )?(?:copy|export|download|archive) of ${ALL}my (?:${DATA}|account)`,
    `(?:a |my )?data export`,
    `(?:send|give|mail|email) me ${ALL}my ${DATA}`,
    `take (?:all )?my ${DATA} with me`,
    '(?:use|exercise|invoke) my right to (?:data )?portability',
  ),
  rule(
    'know',
    `what (?:exactly )?(?:do|does|have|has|did) (?:you|dixon|this app|the app)(?: already| actually| really)?(?: (?:know|have|hold|store|keep|save|remember|collect|stored|saved|kept|collected|got|on file))+ ${OF_ME}`,
    `(?:what|which) (?:kind of |sort of )?${DATA} (?:do|does|have|has) (?:you|dixon|this app|the app)(?: (?:know|have|hold|store|keep|save|collect|stored|saved|kept|collected|got|on file))+(?: ${OF_ME})?`,
    `(?:what|which)(?: ${DATA})?(?: is|'s) (?:known|stored|saved|kept|held|there) ${OF_ME}`,
    `(?:tell|show|say)(?: me| us)? (?:what|everything|all|all the ${DATA}|the ${DATA}|which ${DATA}) ${YOU_HAVE} ${OF_ME}`,
    `(?:show|tell|give)(?: me| us)? ${ALL}(?:my )?(?:personal |own )(?:data|information|info)`,
    `(?:show me|see|view|access|look at) ${ALL}my ${DATA}(?: ${YOU_HAVE}(?: ${OF_ME})?)?`,
    `(?:see|know|hear) what ${YOU_HAVE} ${OF_ME}`,
    `access to ${ALL}my ${DATA}`,
    '(?:use|exercise|invoke) my right of access',
  ),
  rule(
    'explain',
    `${ERASE} everything`,
    `(?:clear|reset) ${ALL}my (?:${DATA}|${ACCOUNT})`,
    `(?:${ERASE}|clear|forget|export|download) ${ALL}my (?:chats|conversations|sessions|messages|chat history|history)`,
    'delete (?:my|this|one) (?:vehicle|car)',
    `${TAKE_OUT} (?:my|this|the|a|one) (?:vehicle|car) from (?:my |the )?(?:vehicle library|library|garage|account)`,
    `(?:stop|quit) (?:storing|keeping|using|saving|collecting|processing) (?:my|all my) (?:${DATA}|chats|conversations|messages|chat history)`,
    `(?:restrict|limit) (?:the )?(?:processing|use) of my ${DATA}`,
    `(?:correct|rectify|change|update) my (?:${DATA}|name|email|email address)`,
    '(?:i )?(?:withdraw|revoke|take back) my consent',
    '(?:what are |where are |show me )?(?:my|the|your) (?:privacy|data) (?:settings|controls|options|rights)',
  ),
];

/** `Do you store anything about me?` is answered as what there is. */
const DO_YOU = new RegExp(
  `^(?:know|have|store|keep|save|hold|collect)(?: (?:any|some))?(?: ?(?:thing|anything|something|${DATA}))? ${OF_ME}$`,
);

const FILLERS = [
  /^(?:bye|goodbye|that is all|that's all|that will be all|cheers|i mean it|i am sure|i'm sure|sorry)$/,
  /^i (?:do not|don't|no longer) (?:need|want|use) (?:it|this|dixon|this app|the app|my account|the account|this service)(?: any ?more)?$/,
  /^i (?:sold|have sold|scrapped) (?:my|the) car$/,
  /^i(?: am|'m) (?:leaving|done(?: here)?)$/,
];

const heardIn = ({ core, asked }: Sentence): Heard | undefined => {
  if (asked === 'how' && DO_YOU.test(core)) return 'know';
  const heard = rules.find(([, pattern]) => pattern.test(core))?.[0];
  // to ask how is not to ask for it
  return heard && asked === 'how' && heard !== 'know' ? 'explain' : heard;
};

/** Undefined for a message that is about anything else, whatever words are in it. */
export const wishIn = (message: string): Heard | undefined => {
  const sentences = sentencesIn(message).filter(({ core }) => !FILLERS.some((filler) => filler.test(core)));
  const heard = new Set(sentences.map(heardIn));
  if (heard.size === 0 || heard.has(undefined)) return undefined;
  const [first] = heard;
  return heard.size === 1 ? first : 'explain';
};
