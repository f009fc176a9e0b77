/** Which repair somebody means who names it, or the problem, in words: "change the spark plugs", "it squeals". */
import type { ToolContext } from '../../../schemas/tools/context.ts';
import { faultById, type KnownFault } from '../knowledge/index.ts';
import { diagnose } from '../symptom-diagnosis-analyzer/index.ts';
import { workFor, type Asked } from '../work/index.ts';

const isShown = ({ fault }: { fault?: string }): boolean => fault !== undefined && faultById.has(fault);

/** The fault whose repair is named, else the likeliest cause of the problem told; undefined where nothing fits. */
export const repairFor = (asked: Asked, context?: ToolContext): KnownFault | undefined => {
  const named = workFor(asked, context ?? { faults: [] }, isShown)?.fault;
  const fault = named ?? (asked.problem && diagnose({ symptoms: asked.problem }, context).causes[0]?.fault);
  return fault === undefined ? undefined : faultById.get(fault);
};
