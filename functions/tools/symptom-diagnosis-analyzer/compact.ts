/** A diagnosis is stored with every turn, so it is kept near 1,200 bytes: what helps least goes first. */
import type { SymptomDiagnosis } from '../../../schemas/tools/symptom-diagnosis-analyzer.ts';

const LARGEST = 1200;
const FEWEST_CHECKS = 2;

/** Codes come on top: a driver who read four of them wants all four explained. */
const tooLarge = ({ codes: _, ...rest }: SymptomDiagnosis): boolean =>
  Buffer.byteLength(JSON.stringify(rest)) > LARGEST;

/** Drops the last checks, down to two, then a second fault of the first system; urgency and question always stay. */
export const compact = (diagnosis: SymptomDiagnosis): SymptomDiagnosis => {
  let result = diagnosis;
  while (tooLarge(result) && result.checks.length > FEWEST_CHECKS)
    result = { ...result, checks: result.checks.slice(0, -1) };
  if (tooLarge(result)) result = { ...result, causes: withoutTwins(result.causes) };
  return result;
};

/** One cause a system, which has the confidence of both. */
const withoutTwins = (causes: SymptomDiagnosis['causes']): SymptomDiagnosis['causes'] =>
  causes.flatMap((cause, index) => {
    const alike = causes.filter(({ system }) => system === cause.system);
    if (alike[0] !== cause) return [];
    const confidence = alike.reduce((sum, one) => sum + one.confidence, 0);
    return [index === 0 ? { ...cause, confidence: Math.round(confidence * 100) / 100 } : cause];
  });
