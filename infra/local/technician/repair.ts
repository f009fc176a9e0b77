/** "How do I fix it?": first the instructions tool, then its steps in plain words. */
import { RepairInstructions } from '../../../schemas/tools/repair-instructions.ts';
import { partsNamed, tellsOfCar } from './car-words.ts';
import type { KnownCause } from './context.ts';
import type { Conversation } from './conversation.ts';
import type { Answer } from './reply.ts';
import { sentence, uncapital } from './words.ts';

const TOOL = 'repair_instructions';
/** As long as the tool takes a problem in words. */
const LONGEST_PROBLEM = 400;

const shares = (part: string, { name }: KnownCause): boolean => name.toLowerCase().includes(part.replace(/s$/, ''));

/** The cause that is meant: the one whose name the question mentions, the likeliest for a plain "it". */
const meantCause = (text: string, causes: readonly KnownCause[]): KnownCause | undefined => {
  const named = partsNamed(text);
  return named.length === 0 ? causes[0] : causes.find((cause) => named.some((part) => shares(part, cause)));
};

export const askForRepair = ({ said, context, offers }: Conversation): Answer => {
  const text = said.at(-1)?.text ?? '';
  if (!offers(TOOL)) return { say: 'Repair instructions are not available to me in this session, I am sorry.' };
  if (!tellsOfCar(text) && !context.lastDiagnosis)
    return {
      say: 'Which repair do you mean? Name the part, or tell me what the car does, and I will look for the cause first.',
    };
  const cause = meantCause(text, context.lastDiagnosis?.causes ?? []);
  return { use: TOOL, input: cause ? { fault: cause.fault } : { problem: text.trim().slice(0, LONGEST_PROBLEM) } };
};

const effort = ({ difficulty, minutes }: RepairInstructions): string => {
  const time = minutes ? `, about ${minutes.low} to ${minutes.high} minutes` : '';
  if (difficulty === 'shop only') return `This is work for a shop${time}; here is what they will do.`;
  return `The job is ${difficulty ?? 'moderate'}${time}.`;
};

/** @param result what the tool brought, parsed here because a model takes nothing on trust */
export const tellRepair = (result: unknown): string => {
  const parsed = RepairInstructions.safeParse(result);
  if (!parsed.success || !parsed.data.found)
    return 'I have no instructions for that repair. Tell me what the car does, and I will look for the cause first.';
  const repair = parsed.data;
  return [
    `${sentence(repair.title ?? 'The repair')} ${effort(repair)}`,
    sentence(`You need: ${repair.tools.map(uncapital).join(', ')}`),
    repair.warnings.map(sentence).join(' '),
    repair.steps.map((step, index) => `${index + 1}. ${sentence(step)}`).join('\n'),
    repair.cut ?? '',
    sentence(repair.leaveToShop ?? 'If anything does not go as described, leave it to a shop'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};
