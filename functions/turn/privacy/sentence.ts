/** A sentence without its politeness: what is left says what is wished, or not. */

export type Sentence = {
  /** Lower case, single spaces, no marks. */
  core: string;
  /** "Can you …?" asks for it, "Can I …?" asks whether, an order does neither. */
  asked: 'of Dixon' | 'how' | 'outright';
};

/** Longer messages are stories; whoever wishes something of this kind says it shortly. */
const LONGEST = 300;

const GREETINGS =
  /^(?:hi(?: there)?|hello(?: there)?|hey|good (?:morning|afternoon|evening|day)|dixon|please|ok|okay|so|well|now|actually|all right|alright|yes|just|kindly|sorry|go ahead and)(?: |$)/;
const OF_DIXON =
  /^(?:(?:can|could|would|will) you|i (?:want|like|need|would like) you to|i'd like you to|i ask you to) /;
const WISHED =
  /^(?:i (?:want|wish|need|wanna)|i (?:would|'d) (?:like|love)|i'd (?:like|love)|i (?:hereby |formally )?(?:request|demand)|let us|let's)(?: to)? /;
const HOW =
  /^(?:(?:(?:how|where|when|why) )?(?:do|does|can|could|would|should|may|must|did) (?:i|we|you|one|dixon)(?: have to)?|how to|how about|why not|is it possible to|is there a way to|am i able to|what (?:happens |if )(?:if |when )?(?:i|we|you)) /;
const GOODBYES =
  /(?:^| )(?:please|(?:many )?thanks|thank you(?: very much)?|thx|bye|goodbye|now|today|immediately|right now|right away|at once|asap|completely|entirely|permanently|forever|for good|for me|dixon|if you can|if possible|again|(?:from|on|in|with|at) (?:dixon|(?:this|the) (?:app|site|website|service)|your (?:system|systems|server|servers|database|records|side|end))|(?:under|pursuant to|according to|as per|in accordance with) (?:the )?(?:gdpr|ccpa|article \d+(?: (?:of the )?gdpr)?))$/;

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[‘’`´]/g, "'")
    .replaceAll(/[“”„«»"]/g, '')
    .replaceAll(/\bart\. ?(?=\d)/g, 'article ')
    .replaceAll(/(?<=^|\s)'|'(?=$|\s)/g, '')
    .replaceAll(/[^\S\n]+/g, ' ');

/** Takes off at one end whatever fits, until nothing more does. */
const without = (text: string, pattern: RegExp): string => {
  const rest = text.replace(pattern, '').trim();
  return rest === text ? text : without(rest, pattern);
};

const askedIn = (text: string): { rest: string; asked: Sentence['asked'] } => {
  const start = without(text, GREETINGS);
  if (OF_DIXON.test(start)) return { rest: without(start.replace(OF_DIXON, ''), GREETINGS), asked: 'of Dixon' };
  if (HOW.test(start)) return { rest: start.replace(HOW, ''), asked: 'how' };
  return { rest: without(start.replace(WISHED, ''), GREETINGS), asked: 'outright' };
};

/** A question without "can you" is no order: "Delete my account?" wants to hear what that means. */
const sentenceOf = (text: string): Sentence => {
  const words = text
    .replaceAll(/[^a-z0-9' ]+/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim();
  const { rest, asked } = askedIn(words);
  return { core: without(rest, GOODBYES), asked: asked === 'outright' && text.endsWith('?') ? 'how' : asked };
};

/** Nothing for a message that is too long to be a wish. */
export const sentencesIn = (message: string): Sentence[] => {
  const text = plain(message.trim());
  if (text.length > LONGEST) return [];
  return (text.match(/[^.!?\n]+[.!?]*/g) ?? [])
    .map((part) => sentenceOf(part.trim()))
    .filter(({ core }) => core !== '');
};
