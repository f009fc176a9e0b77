/** What the tools brought becomes the answer; a tool that failed is said plainly. */
import type { Conversation, ToolOutcome } from './conversation.ts';
import { tellDiagnosis } from './diagnose.ts';
import { tellRepair } from './repair.ts';
import type { Answer } from './reply.ts';
import { threadOf } from './thread.ts';

const failures: Record<string, string> = {
  symptom_diagnosis_analyzer:
    'My diagnosis tool did not work just now, so I cannot name a cause yet. Please send me your description once more in a minute. Until then do not drive if the brakes, the steering or a red warning light are involved.',
  repair_instructions:
    'I could not fetch the repair instructions just now, the tool failed. Please ask me again in a minute; the diagnosis itself still stands.',
};

const tell = (outcome: ToolOutcome, asked: boolean): string => {
  if (!outcome.ok) return failures[outcome.tool] ?? 'One of my tools did not work just now, so that part is missing.';
  if (outcome.tool === 'symptom_diagnosis_analyzer') return tellDiagnosis(outcome.result, asked);
  if (outcome.tool === 'repair_instructions') return tellRepair(outcome.result);
  return 'I got an answer from a tool that I cannot read, so I leave it out.';
};

export const tellResults = ({ outcomes, said }: Conversation): Answer => {
  const asked = threadOf(said).length > 1;
  return { say: outcomes.map((outcome) => tell(outcome, asked)).join('\n\n') };
};
