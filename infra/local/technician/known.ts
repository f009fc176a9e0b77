/** What is known by now: what the tools of this turn brought comes before what the session held when it began. */
import type * as z from 'zod';
import type { ToolName } from '../../../schemas/tools/access.ts';
import { SymptomDiagnosis } from '../../../schemas/tools/symptom-diagnosis-analyzer.ts';
import { VinProcessed } from '../../../schemas/tools/vin-processor.ts';
import type { KnownCause } from './context.ts';
import type { Conversation } from './conversation.ts';

export const wasAsked = ({ outcomes }: Conversation, tool: ToolName): boolean =>
  outcomes.some((outcome) => outcome.tool === tool);

/**
 * What a tool brought in this turn, parsed here because a model takes nothing on trust.
 * @returns undefined where it was not asked, failed, or brought something unreadable
 */
export const resultOf = <T extends z.ZodType>(
  { outcomes }: Conversation,
  tool: ToolName,
  schema: T,
): z.output<T> | undefined => schema.safeParse(outcomes.find((outcome) => outcome.tool === tool)?.result).data;

export const diagnosisOf = (conversation: Conversation): SymptomDiagnosis | undefined =>
  resultOf(conversation, 'symptom_diagnosis_analyzer', SymptomDiagnosis);

export const vinOf = (conversation: Conversation): VinProcessed | undefined =>
  resultOf(conversation, 'vin_processor', VinProcessed);

/** The causes that "it" can mean, likeliest first; of this turn's diagnosis alone where there is one. */
export const causesKnown = (conversation: Conversation): readonly KnownCause[] =>
  wasAsked(conversation, 'symptom_diagnosis_analyzer')
    ? (diagnosisOf(conversation)?.causes ?? [])
    : (conversation.context.lastDiagnosis?.causes ?? []);

export type KnownVehicle = { readonly year: number; readonly make: string; readonly model?: string | undefined };

/** Never at `quick`, whose context holds none. */
export const vehicleKnown = (conversation: Conversation): KnownVehicle | undefined =>
  vinOf(conversation)?.details ?? conversation.context.vehicle;

/** `2015 Honda Civic`, or `2015 Honda` where the model is not known. */
export const vehicleName = ({ year, make, model }: KnownVehicle): string =>
  [year, make, model].filter((part) => part !== undefined).join(' ');
