/** "How do I fix it?": first the instructions tool, then its steps in plain words. */
import { RepairInstructions } from '../../../../schemas/tools/repair-instructions.ts';
import { duration } from '../figures.ts';
import { sentence, uncapital } from '../words.ts';
import { workTopic } from './work-topic.ts';

const effort = ({ difficulty, minutes }: RepairInstructions): string => {
  const time = minutes ? `, about ${duration(minutes)}` : '';
  if (difficulty === 'shop only') return `This is work for a shop${time}; here is what they will do.`;
  return `The job is ${difficulty ?? 'moderate'}${time}.`;
};

const repairInWords = (repair: RepairInstructions): string[] => [
  `${sentence(repair.title ?? 'The repair')} ${effort(repair)}`,
  sentence(`You need: ${repair.tools.map(uncapital).join(', ')}`),
  repair.warnings.map(sentence).join(' '),
  repair.steps.map((step, index) => `${index + 1}. ${sentence(step)}`).join('\n'),
  ...(repair.cut === undefined ? [] : [repair.cut]),
  sentence(repair.leaveToShop ?? 'If anything does not go as described, leave it to a shop'),
];

export const repair = workTopic({
  tool: 'repair_instructions',
  schema: RepairInstructions,
  inWords: repairInWords,
  unknown: 'I have no instructions for that repair. Tell me what the car does, and I will look for the cause first.',
  failed:
    'I could not fetch the repair instructions just now, the tool failed. Please ask me again in a minute; the diagnosis itself still stands.',
  notOffered: 'Repair instructions are not available to me in this session, I am sorry.',
});
