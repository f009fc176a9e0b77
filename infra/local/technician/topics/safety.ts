/** "Is it safe to drive?", answered from the last diagnosis. */
import type { Urgency } from '../../../../schemas/knowledge.ts';
import type { KnownCause } from '../context.ts';
import { causesKnown } from '../known.ts';
import { inWords } from '../words.ts';
import { noTools, told, type Topic } from './topic.ts';

/** Below this a cause does not forbid a drive. */
const WORTH_STOPPING = 0.2;
const gravity: readonly Urgency[] = ['drive', 'drive carefully', 'do not drive'];

const UNKNOWN =
  'I cannot say that before I know what is wrong. What does the car do, and when? If the brakes, the steering or a red warning light are involved, leave it parked.';

const answers: Record<Urgency, (name: string) => string> = {
  drive: (name) =>
    `Yes, you can keep driving for now: ${name} does not make the car unsafe. Have it looked at when it suits you, and stop if the noise, the smell or the feel of the car changes.`,
  'drive carefully': (name) =>
    `You can drive, but carefully: with ${name} it can get worse from one day to the next. Keep trips short and slow, leave more room to the car ahead, and have it looked at this week.`,
  'do not drive': (name) =>
    `No, please do not drive it. With ${name} the car can let you down without warning, and that can hurt you or others. Have it towed, or have a mechanic look at it where it stands.`,
};

/** The gravest cause that is likely enough decides, because a wrong "yes" costs more than a wrong "no". */
const deciding = (first: KnownCause, rest: readonly KnownCause[]): KnownCause =>
  rest
    .filter(({ confidence }) => confidence >= WORTH_STOPPING)
    .reduce((worst, cause) => (gravity.indexOf(cause.urgency) > gravity.indexOf(worst.urgency) ? cause : worst), first);

export const safety: Topic = {
  ask: noTools,
  tell: (conversation) => {
    const [first, ...rest] = causesKnown(conversation);
    if (!first) return told(UNKNOWN);
    const cause = deciding(first, rest);
    const sure = `I go by the last diagnosis here; I would call this cause ${inWords(cause.confidence)}`;
    const likelier = cause === first ? '' : `, and the likeliest one is ${first.name}`;
    return told(`${answers[cause.urgency](cause.name)} ${sure}${likelier}.`);
  },
};
