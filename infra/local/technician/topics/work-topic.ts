/** What the topics about work have in common: one tool, which is told the work that is meant and says whether it knows it. */
import type * as z from 'zod';
import type { ToolName } from '../../../../schemas/tools/access.ts';
import type { Conversation, Said } from '../conversation.ts';
import { workMeant } from '../hear/work.ts';
import { resultOf, wasAsked } from '../known.ts';
import { callOf, hasFailed, told, type Topic } from './topic.ts';

const WHICH_WORK =
  'Which repair do you mean? Name the part, or tell me what the car does, and I will look for the cause first.';
const NO_CAUSE = 'Before the cause is known I cannot say what its repair takes.';

type WorkTopic<T extends z.ZodType<{ found: boolean }>> = {
  readonly tool: ToolName;
  readonly schema: T;
  /** What the tool takes beside the work, as far as the driver said it. */
  readonly wishes?: (said: readonly Said[]) => Record<string, unknown>;
  readonly inWords: (result: z.output<T>, conversation: Conversation) => readonly string[];
  /** Said where the tool does not know the work, failed, or is not there at this level. */
  readonly unknown: string;
  readonly failed: string;
  readonly notOffered: string;
};

export const workTopic = <T extends z.ZodType<{ found: boolean }>>({
  tool,
  schema,
  wishes = () => ({}),
  inWords,
  unknown,
  failed,
  notOffered,
}: WorkTopic<T>): Topic => ({
  ask: (conversation) => {
    const work = workMeant(conversation);
    return work ? callOf(conversation, tool, { ...work, ...wishes(conversation.said) }) : [];
  },
  tell: (conversation) => {
    const result = resultOf(conversation, tool, schema);
    if (hasFailed(conversation, tool, result)) return told(failed);
    if (result) return told(...(result.found ? inWords(result, conversation) : [unknown]));
    if (!conversation.offers(tool)) return told(notOffered);
    return told(wasAsked(conversation, 'symptom_diagnosis_analyzer') ? NO_CAUSE : WHICH_WORK);
  },
});
