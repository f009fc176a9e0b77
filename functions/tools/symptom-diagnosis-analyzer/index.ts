/** symptom_diagnosis_analyzer: from what a driver noticed to the likely causes. Pure: no clock, no I/O. */
import type {
  ProbableCause,
  SymptomDiagnosis,
  SymptomDiagnosisInput,
} from '../../../schemas/tools/symptom-diagnosis-analyzer.ts';
import { askBetween, askForMore } from './ask.ts';
import { confidences } from './confidence.ts';
import { evidenceFor, type Evidence } from './evidence.ts';
import { rank, type Ranked, type Ranking } from './rank.ts';
import { compact } from './compact.ts';

const MOST_CAUSES = 3;
const MOST_CHECKS = 4;
/** Below this a cause is not worth a driver's worry. */
const LEAST_CONFIDENCE = 0.05;
const LIKELY = 0.45;
/** A second cause this close to the first is worth a question. */
const CLOSE = 0.5;
/** Below this even the likeliest cause is a guess. */
const GUESS = 0.05;
/** What the driver's words must tell before a cause is named, see `Evidence`. */
const ENOUGH = 2.5;
/** "One headlight is out": a single word does where no other cause comes near. */
const ENOUGH_FOR_LIKELY = 1.5;
/** Below this share of known words a text is in another language, or about something else. */
const UNDERSTOOD = 0.3;

type Candidate = { readonly about: Ranked; readonly confidence: number; readonly evidence: Evidence };

const candidatesOf = (ranking: Ranking): Candidate[] => {
  const shares = confidences(ranking.ranked.map(({ score }) => score));
  return ranking.ranked
    .slice(0, MOST_CAUSES)
    .map((about, index) => ({ about, confidence: shares[index]!, evidence: evidenceFor(about, ranking) }))
    .filter(({ confidence }, index) => index === 0 || confidence >= LEAST_CONFIDENCE);
};

const isClear = ({ about, confidence, evidence }: Candidate, { known }: Ranking): boolean => {
  if (about.codes.length > 0) return true;
  if (confidence < GUESS || known < UNDERSTOOD) return false;
  return evidence.weight >= (confidence >= LIKELY ? ENOUGH_FOR_LIKELY : ENOUGH);
};

const causeOf = ({ about, confidence, evidence }: Candidate, index: number): ProbableCause => ({
  fault: about.fault.id,
  name: about.fault.name,
  system: about.system.system,
  confidence: Math.floor(confidence * 100) / 100,
  urgency: about.fault.urgency,
  evidence: evidence.words.slice(0, index === 0 ? 4 : 2),
});

/** Diagnoses a description of up to 4,000 characters; the result is at most about 1,200 bytes of JSON. */
export const diagnose = ({ symptoms, codes }: SymptomDiagnosisInput): SymptomDiagnosis => {
  const ranking = rank(symptoms, codes);
  const candidates = candidatesOf(ranking);
  const first = candidates[0]!;
  if (!isClear(first, ranking))
    return { verdict: 'unclear', causes: [], checks: [], parts: [], ask: askForMore(ranking) };
  const second = candidates[1];
  const ask =
    second && second.confidence >= CLOSE * first.confidence
      ? askBetween(first.about, second.about, ranking)
      : undefined;
  const { fault } = first.about;
  return compact({
    verdict: first.confidence >= LIKELY ? 'likely' : 'possible',
    causes: candidates.map(causeOf),
    explanation: fault.explanation,
    checks: fault.checks.slice(0, MOST_CHECKS),
    urgencyReason: fault.urgencyReason,
    ...(ask === undefined ? {} : { ask }),
    parts: [...new Set(fault.parts.map(({ id }) => id))],
  });
};
