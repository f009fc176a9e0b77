/** A problem: first the diagnosis tool, then its result in plain words. */
import { SymptomDiagnosis } from '../../../schemas/tools/symptom-diagnosis-analyzer.ts';
import type { Conversation } from './conversation.ts';
import { diagnosisInWords } from './diagnosis-in-words.ts';
import type { Answer } from './reply.ts';
import { threadText } from './thread.ts';

const TOOL = 'symptom_diagnosis_analyzer';
const CODE = /\b[PBCU][0-3][0-9A-F]{3}\b/gi;
/** As many as the tool takes. */
const MOST_CODES = 10;

export const askForDiagnosis = ({ said, offers }: Conversation): Answer => {
  if (!offers(TOOL))
    return { say: 'I cannot look into that just now: the diagnosis is not available to me in this session.' };
  const symptoms = threadText(said);
  const codes = [...new Set((symptoms.match(CODE) ?? []).map((code) => code.toUpperCase()))].slice(0, MOST_CODES);
  return { use: TOOL, input: { symptoms, ...(codes.length > 0 ? { codes } : {}) } };
};

/**
 * @param result what the tool brought, parsed here because a model takes nothing on trust
 * @param asked whether the driver has just answered a question: then the open one is not asked again
 */
export const tellDiagnosis = (result: unknown, asked: boolean): string => {
  const parsed = SymptomDiagnosis.safeParse(result);
  if (!parsed.success)
    return 'The diagnosis came back unreadable, so I cannot name a cause. Please tell me once more what the car does.';
  return diagnosisInWords(parsed.data, asked);
};
