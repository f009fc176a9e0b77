/** A problem: first the diagnosis tool, then its result in plain words and one question. */
import { MAX_MESSAGE_LENGTH } from '../../../../schemas/values.ts';
import type { Conversation } from '../conversation.ts';
import { threadOf, threadText } from '../hear/thread.ts';
import { vehicleIn } from '../hear/vehicle-said.ts';
import { diagnosisOf, vehicleKnown, vehicleName } from '../known.ts';
import { DIAGNOSIS_FAILED, OFFER, OPEN_QUESTION, UNCLEAR, WHAT_DOES_IT_DO } from '../lines.ts';
import { diagnosisInWords } from './diagnosis-in-words.ts';
import { callOf, hasFailed, told, type Told, type Topic } from './topic.ts';

const TOOL = 'symptom_diagnosis_analyzer';
const CODE = /\b[PBCU][0-3][0-9A-F]{3}\b/gi;
/** As many as the tool takes. */
const MOST_CODES = 10;

const NOT_OFFERED = 'I cannot look into that just now: the diagnosis is not available to me in this session.';

const codesIn = (text: string): string[] =>
  [...new Set((text.match(CODE) ?? []).map((code) => code.toUpperCase()))].slice(0, MOST_CODES);

/** A vehicle that was named some messages ago is read along, except at `quick`, which looks at no vehicle. */
const vehicleSaid = (conversation: Conversation): string | undefined =>
  conversation.context.level === 'quick' || vehicleKnown(conversation)
    ? undefined
    : conversation.said.map(({ plain }) => vehicleIn(plain)).findLast((vehicle) => vehicle !== undefined);

const symptomsIn = (conversation: Conversation): string => {
  const told = threadText(conversation.said);
  const vehicle = vehicleSaid(conversation);
  const whole = `${told}\n${vehicle}`;
  return vehicle === undefined || told.includes(vehicle) || whole.length > MAX_MESSAGE_LENGTH ? told : whole;
};

/** The tool's own question, then the open one, then an offer; none of them twice. */
const questionOf = ({ said }: Conversation, ask: string | undefined): string => {
  if (ask !== undefined && !said.some(({ after }) => after?.includes(ask))) return ask;
  return threadOf(said).length > 1 ? OFFER : OPEN_QUESTION;
};

const tellProblem = (conversation: Conversation, room: number): Told => {
  const diagnosis = diagnosisOf(conversation);
  if (hasFailed(conversation, TOOL, diagnosis)) return told(DIAGNOSIS_FAILED);
  if (!diagnosis) return told(NOT_OFFERED);
  if (diagnosis.causes.length === 0) return { paragraphs: [UNCLEAR], question: diagnosis.ask ?? WHAT_DOES_IT_DO };
  const vehicle = vehicleKnown(conversation);
  const question = questionOf(conversation, diagnosis.ask);
  const about = { vehicle: vehicle && vehicleName(vehicle), codes: codesIn(threadText(conversation.said)) };
  return { paragraphs: diagnosisInWords(diagnosis, about, room - question.length), question };
};

export const problem: Topic = {
  ask: (conversation) => {
    const symptoms = symptomsIn(conversation);
    const codes = codesIn(symptoms);
    return callOf(conversation, TOOL, { symptoms, ...(codes.length > 0 ? { codes } : {}) });
  },
  tell: tellProblem,
};
