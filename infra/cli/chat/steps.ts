/** What a turn is doing, in plain words. */
import type { ToolName } from '../../../schemas/tools/access.ts';

export type Step = { step: 'STARTED' | 'TOOL_RUNNING' | 'TOOL_DONE' | 'ANSWERED' | 'FAILED'; tool?: ToolName | null };

const doing: Record<ToolName, string> = {
  symptom_diagnosis_analyzer: 'looking at the symptoms',
  repair_instructions: 'looking up the repair',
  interactive_parts_selector: 'choosing the parts',
  parts_availability_lookup: 'asking who has the parts',
  labor_estimator: 'estimating the work',
  pricing_calculator: 'adding up the price',
  vin_processor: 'looking at the VIN',
};

/** The words beside the wheel, or undefined where they should stay as they are. */
export const inWords = ({ step, tool }: Step): string | undefined => {
  switch (step) {
    case 'STARTED':
      return 'Dixon has read it';
    case 'TOOL_RUNNING':
      // a newer server may have tools that this client has not heard of
      return `Dixon is ${(tool && doing[tool]) ?? 'using a tool'}`;
    case 'TOOL_DONE':
      return 'Dixon is thinking it over';
    case 'ANSWERED':
    case 'FAILED':
      return undefined;
  }
};
