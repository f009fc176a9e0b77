/** A diagnosis as a technician says it: causes, first checks, safety, and what trouble codes mean. */
import type { Urgency } from '../../../../schemas/knowledge.ts';
import type {
  DiagnosedCode,
  ProbableCause,
  SymptomDiagnosis,
} from '../../../../schemas/tools/symptom-diagnosis-analyzer.ts';
import { inWords, listed, sentence, uncapital } from '../words.ts';

/** Less than this, even without a question, leaves a driver with questions. */
const SHORTEST = 400;
/** More than this, and the question that follows, nobody reads about a noise. */
const LONGEST = 730;

const safety: Record<Urgency, string> = {
  drive: 'You can keep driving for now.',
  'drive carefully': 'You can drive, but carefully and not for long.',
  'do not drive': 'Please do not drive it like this.',
};

type Telling = { others: number; checks: number; explanation: boolean; reason: boolean };

/** From the fullest usual answer to the barest; the first that fits is said. */
const tellings: readonly Telling[] = [
  { others: 2, checks: 2, explanation: true, reason: true },
  { others: 2, checks: 1, explanation: true, reason: true },
  { others: 1, checks: 2, explanation: false, reason: true },
  { others: 1, checks: 1, explanation: false, reason: true },
  { others: 0, checks: 1, explanation: false, reason: false },
];
const everything: Telling = { others: 3, checks: 4, explanation: true, reason: true };

const causesInWords = ([first, ...rest]: readonly ProbableCause[], others: number, vehicle?: string): string => {
  const where = vehicle === undefined ? 'This' : `On your ${vehicle} this`;
  const lead = `${where} sounds most like ${first!.name}, which I would call ${inWords(first!.confidence)}.`;
  const named = rest.slice(0, others).map(({ name, confidence }) => `${name} (${inWords(confidence)})`);
  return named.length === 0 ? lead : `${lead} After that I would think of ${listed(named)}.`;
};

const checksInWords = (checks: readonly string[]): string =>
  checks
    .map((check, index) =>
      index === 0 ? sentence(`What to check first: ${uncapital(check)}`) : sentence(`Then ${uncapital(check)}`),
    )
    .join(' ');

/** Lists write codes in capitals: "Cylinder 1 Misfire Detected". */
const inSmallLetters = (text: string): string => text.replaceAll(/\b[A-Z][a-z]+/g, (word) => word.toLowerCase());

const meaningOf = ({ code, meaning, checks: [first] }: DiagnosedCode): string =>
  `${sentence(`The code ${code} means: ${inSmallLetters(meaning)}`)}${first === undefined ? '' : ` ${sentence(first)}`}`;

const codesInWords = ({ codes }: SymptomDiagnosis, read: readonly string[]): string => {
  const unknown = read.filter((code) => codes.every((known) => known.code !== code));
  const missing =
    unknown.length === 0 ? [] : [`${listed(unknown)} is not in my list: that may be the maker's own code.`];
  return [...codes.map(meaningOf), ...missing].join(' ');
};

/**
 * @param diagnosis one that names a cause
 * @param about.vehicle what the level shows of it; @param about.codes the trouble codes that the driver read, upper case
 * @param room for how many characters there is room, at most
 */
export const diagnosisInWords = (
  diagnosis: SymptomDiagnosis,
  about: { vehicle?: string | undefined; codes: readonly string[] },
  room: number,
): string[] => {
  const codes = codesInWords(diagnosis, about.codes);
  const tell = ({ others, checks, explanation, reason }: Telling): string[] => [
    causesInWords(diagnosis.causes, others, about.vehicle),
    ...(explanation && diagnosis.explanation ? [diagnosis.explanation] : []),
    ...(codes === '' ? [] : [codes]),
    checksInWords(diagnosis.checks.slice(0, checks)),
    `${safety[diagnosis.causes[0]!.urgency]} ${reason ? (diagnosis.urgencyReason ?? '') : ''}`.trim(),
  ];
  const lengthOf = (telling: Telling): number => tell(telling).join('\n\n').length;
  const longest = Math.min(room, LONGEST + codes.length);
  const fitting = tellings.find((telling) => lengthOf(telling) <= longest) ?? tellings.at(-1)!;
  return tell(lengthOf(fitting) < SHORTEST && lengthOf(everything) <= longest ? everything : fitting);
};
