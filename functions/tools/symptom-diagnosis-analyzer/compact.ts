/** A diagnosis is stored with every turn, so it is kept near 1,200 bytes: what helps least goes first. */
import type { SymptomDiagnosis } from '../../../schemas/tools/symptom-diagnosis-analyzer.ts';

const LARGEST = 1200;
const FEWEST_CHECKS = 2;
const FAINT = 0.1;

const tooLarge = (diagnosis: SymptomDiagnosis): boolean => Buffer.byteLength(JSON.stringify(diagnosis)) > LARGEST;

/** Drops the last checks, down to two, then faint third causes; the urgency and the question always stay. */
export const compact = (diagnosis: SymptomDiagnosis): SymptomDiagnosis => {
  let result = diagnosis;
  while (tooLarge(result) && result.checks.length > FEWEST_CHECKS)
    result = { ...result, checks: result.checks.slice(0, -1) };
  if (tooLarge(result))
    result = { ...result, causes: result.causes.filter(({ confidence }, index) => index < 2 || confidence >= FAINT) };
  return result;
};
