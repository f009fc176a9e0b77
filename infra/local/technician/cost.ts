/** "What will it cost?": no price is invented where no price tool was asked. */
import type { Conversation } from './conversation.ts';
import type { Answer } from './reply.ts';
import { listed } from './words.ts';

const MOST_PARTS = 4;

export const tellCost = ({ context: { lastDiagnosis } }: Conversation): Answer => {
  if (!lastDiagnosis)
    return { say: 'I cannot give you a price yet. Tell me what the car does, and I will look for the cause first.' };
  const parts = lastDiagnosis.parts.slice(0, MOST_PARTS).map((id) => id.replaceAll('-', ' '));
  const needed = parts.length === 0 ? '' : ` That repair usually needs ${listed(parts)}.`;
  return {
    say: `I have no price tool in this session, so I will not guess a figure for ${lastDiagnosis.causes[0]!.name}.${needed} Ask two shops for a quote with those words, and have parts and labor listed apart.`,
  };
};
