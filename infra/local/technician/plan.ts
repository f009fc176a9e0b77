/** Which tools to ask now: all that need nothing of each other at once, the others in a later round. */
import type { ToolName } from '../../../schemas/tools/access.ts';
import type { Conversation } from './conversation.ts';
import type { Want } from './hear/wants.ts';
import { wasAsked } from './known.ts';
import type { Call } from './reply.ts';
import { topics } from './topics/index.ts';

/** The diagnosis uses what a VIN says of the engine; parts, time and money need to know the cause. Three rounds at most. */
const rounds: readonly (readonly ToolName[])[] = [
  ['vin_processor'],
  ['symptom_diagnosis_analyzer'],
  [
    'pricing_calculator',
    'labor_estimator',
    'interactive_parts_selector',
    'parts_availability_lookup',
    'repair_instructions',
  ],
];

/** A tool is asked once a turn, whatever became of it; empty where nothing is left to ask. */
export const callsNow = (wants: readonly Want[], conversation: Conversation): readonly Call[] => {
  const calls = new Map<ToolName, Call>();
  for (const call of wants.flatMap((want) => topics[want].ask(conversation)))
    if (!wasAsked(conversation, call.tool) && !calls.has(call.tool)) calls.set(call.tool, call);
  const tools = rounds.find((round) => round.some((tool) => calls.has(tool))) ?? [];
  return tools.flatMap((tool) => calls.get(tool) ?? []);
};
