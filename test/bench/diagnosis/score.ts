/** Whether the tool names the right system, first or among its first three. */
import type { System } from '../../../schemas/knowledge.ts';
import type { SymptomDiagnosis } from '../../../schemas/tools/symptom-diagnosis-analyzer.ts';

/** One diagnosed case. `confidence` is that of the first system: its causes' confidences together. */
export type Scored = {
  readonly label: string;
  readonly said: System | 'unclear';
  readonly top1: boolean;
  readonly top3: boolean;
  readonly confidence: number;
  readonly unnamed: boolean;
};

export type Accuracy = { readonly n: number; readonly top1: number; readonly top3: number };

/** The distinct systems of the causes, in their order. */
const systemsOf = ({ causes }: SymptomDiagnosis): System[] => [...new Set(causes.map(({ system }) => system))];

/** @param accepted the labels that count as right; @param unnamed whether the text avoids its system's words */
export const scoreOf = (diagnosis: SymptomDiagnosis, accepted: readonly string[], unnamed: boolean): Scored => {
  const systems = systemsOf(diagnosis).slice(0, 3);
  const [first] = systems;
  return {
    label: accepted[0]!,
    said: first ?? 'unclear',
    top1: first !== undefined && accepted.includes(first),
    top3: systems.some((system) => accepted.includes(system)),
    confidence: diagnosis.causes.reduce((sum, cause) => sum + (cause.system === first ? cause.confidence : 0), 0),
    unnamed,
  };
};

/** Shares of 0 to 1; 0 for no cases. */
export const accuracyOf = (scored: readonly Scored[]): Accuracy => {
  const share = (hits: number): number => (scored.length === 0 ? 0 : hits / scored.length);
  return {
    n: scored.length,
    top1: share(scored.filter(({ top1 }) => top1).length),
    top3: share(scored.filter(({ top3 }) => top3).length),
  };
};
