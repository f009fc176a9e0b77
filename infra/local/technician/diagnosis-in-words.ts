/** A diagnosis as a technician says it, 400 to 900 characters: causes, first checks, safety, one question. */
import type { Urgency } from '../../../schemas/knowledge.ts';
import type { ProbableCause, SymptomDiagnosis } from '../../../schemas/tools/symptom-diagnosis-analyzer.ts';
import { inWords, listed, sentence, uncapital } from './words.ts';

const SHORTEST = 400;
const LONGEST = 900;

const safety: Record<Urgency, string> = {
  drive: 'You can keep driving for now.',
  'drive carefully': 'You can drive, but carefully and not for long.',
  'do not drive': 'Please do not drive it like this.',
};

const OPEN_QUESTION = 'Do you notice anything else, such as a warning light, a smell or a leak?';

export const OFFER = 'Would you like to know how it is repaired?';

type Telling = { others: number; checks: number; explanation: boolean };

/** From the fullest answer to the barest; the first that fits is said. */
const tellings: readonly Telling[] = [
  { others: 2, checks: 2, explanation: true },
  { others: 2, checks: 1, explanation: true },
  { others: 1, checks: 2, explanation: false },
  { others: 1, checks: 1, explanation: false },
  { others: 0, checks: 1, explanation: false },
];

const causesInWords = ([first, ...rest]: readonly ProbableCause[], others: number): string => {
  const lead = `This sounds most like ${first!.name}, which I would call ${inWords(first!.confidence)}.`;
  const named = rest.slice(0, others).map(({ name, confidence }) => `${name} (${inWords(confidence)})`);
  return named.length === 0 ? lead : `${lead} After that I would think of ${listed(named)}.`;
};

const checksInWords = (checks: readonly string[]): string =>
  checks
    .map((check, index) =>
      index === 0 ? sentence(`What to check first: ${uncapital(check)}`) : sentence(`Then ${uncapital(check)}`),
    )
    .join(' ');

const tell = (diagnosis: SymptomDiagnosis, asked: boolean, { others, checks, explanation }: Telling): string =>
  [
    causesInWords(diagnosis.causes, others),
    explanation ? (diagnosis.explanation ?? '') : '',
    checksInWords(diagnosis.checks.slice(0, checks)),
    `${safety[diagnosis.causes[0]!.urgency]} ${diagnosis.urgencyReason ?? ''}`.trim(),
    diagnosis.ask ?? (asked ? OFFER : OPEN_QUESTION),
  ]
    .filter((part) => part !== '')
    .join('\n\n');

/** @param asked whether the driver has just answered a question */
export const diagnosisInWords = (diagnosis: SymptomDiagnosis, asked: boolean): string => {
  if (diagnosis.causes.length === 0)
    return `I cannot name a cause from that yet. ${diagnosis.ask ?? 'What does the car do, and when does it happen?'}`;
  const fitting = tellings.map((telling) => tell(diagnosis, asked, telling)).find(({ length }) => length <= LONGEST);
  const said = fitting ?? tell(diagnosis, asked, tellings.at(-1)!);
  return said.length >= SHORTEST
    ? said
    : tell(diagnosis, asked, { others: 2, checks: diagnosis.checks.length, explanation: true });
};
