/** symptom_diagnosis_analyzer: from what a driver noticed to the likely causes. Pure: no clock, no I/O. */
import type { ToolContext } from '../../../schemas/tools/context.ts';
import type {
  ProbableCause,
  SymptomDiagnosis,
  SymptomDiagnosisInput,
} from '../../../schemas/tools/symptom-diagnosis-analyzer.ts';
import { askBetween, askForMore } from './ask.ts';
import { candidatesOf, type Candidate } from './candidates.ts';
import { codesIn, explained, systemOfCode } from './codes.ts';
import { compact } from './compact.ts';
import { evidenceFor } from './evidence.ts';
import { rank, type Ranking } from './rank.ts';
import { complains } from './complains.ts';

const MOST_CHECKS = 4;
const LIKELY = 0.45;
/** A second cause this close to the first is worth a question. */
const CLOSE = 0.5;
/** Below this even the likeliest cause is a guess, the more so where little was told. */
const GUESS = 0.12;
const GUESS_FROM_LITTLE = 0.2;
/** What the driver's words must tell before a cause is named, see `Evidence`. */
const ENOUGH = 3;
/** "One headlight is out": a single word does where something is said to be wrong with it. */
const ENOUGH_WITH_COMPLAINT = 1.5;
/** Below this share of known words a text is in another language, or about something else, unless it tells this much. */
const UNDERSTOOD = 0.3;
const PLENTY = 2.5;

const isClear = ({ about, confidence }: Candidate, ranking: Ranking, text: string): boolean => {
  const { weight } = evidenceFor(about, ranking);
  if (confidence < (weight < ENOUGH ? GUESS_FROM_LITTLE : GUESS) || (ranking.known < UNDERSTOOD && weight < PLENTY))
    return false;
  return weight >= (complains(text) ? ENOUGH_WITH_COMPLAINT : ENOUGH);
};

const causeOf = ({ about, confidence }: Candidate, index: number, ranking: Ranking): ProbableCause => ({
  fault: about.fault.id,
  name: about.fault.name,
  system: about.system.system,
  confidence: Math.floor(confidence * 100) / 100,
  urgency: about.fault.urgency,
  evidence: evidenceFor(about, ranking).words.slice(0, index === 0 ? 4 : 2),
});

/**
 * Diagnoses a description of up to 4,000 characters; the result is about 1,200 bytes of JSON, more where codes are read.
 * @param context the day and the vehicle of the session, where there are any
 */
export const diagnose = (
  { symptoms, codes: given }: SymptomDiagnosisInput,
  context?: Pick<ToolContext, 'today' | 'vehicle'>,
): SymptomDiagnosis => {
  const read = codesIn(symptoms, given);
  const codes = explained(read);
  const ranking = rank(symptoms, read, systemOfCode, context);
  const candidates = candidatesOf(ranking);
  const first = candidates[0]!;
  if (codes.length === 0 && first.about.codes.length === 0 && !isClear(first, ranking, symptoms))
    return { verdict: 'unclear', causes: [], checks: [], parts: [], codes, ask: askForMore(ranking) };
  const second = candidates[1];
  const ask =
    second && second.confidence >= CLOSE * first.confidence
      ? askBetween(first.about, second.about, ranking)
      : undefined;
  const { fault } = first.about;
  return compact({
    verdict: first.confidence >= LIKELY ? 'likely' : 'possible',
    causes: candidates.map((candidate, index) => causeOf(candidate, index, ranking)),
    explanation: fault.explanation,
    checks: fault.checks.slice(0, MOST_CHECKS),
    urgencyReason: fault.urgencyReason,
    ...(ask === undefined ? {} : { ask }),
    parts: [...new Set(fault.parts.map(({ id }) => id))],
    codes,
  });
};
