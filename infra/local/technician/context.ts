/** What the system prompt tells of the session: the line `Context: {json}`. Everything else in it is for real models. */
import * as z from 'zod';
import { System, Urgency } from '../../../schemas/knowledge.ts';
import { VehicleFacts } from '../../../schemas/tools/context.ts';
import { VinSource } from '../../../schemas/tools/vin-processor.ts';
import { DiagnosticLevel, Preferences } from '../../../schemas/values.ts';

const KnownCause = z.object({
  fault: z.string(),
  name: z.string(),
  system: System,
  confidence: z.number(),
  urgency: Urgency,
});
export type KnownCause = z.infer<typeof KnownCause>;

const LastDiagnosis = z.object({ causes: z.array(KnownCause).min(1) });

const Context = z.object({
  level: DiagnosticLevel,
  vehicle: VehicleFacts.optional(),
  vinSource: VinSource.optional(),
  /** How many pictures the session holds. */
  pictures: z.number().default(0),
  preferences: Preferences.optional(),
  lastDiagnosis: LastDiagnosis.optional(),
});
export type Context = z.infer<typeof Context>;

const LINE = 'Context: ';

/** A prompt without a readable context is that of a session of which nothing is known. */
export const contextOf = (system: string): Context => {
  const line = system.split('\n').findLast((one) => one.startsWith(LINE));
  const parsed = Context.safeParse(jsonOf(line?.slice(LINE.length)));
  return parsed.success ? parsed.data : { level: 'quick', pictures: 0 };
};

const jsonOf = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // a prompt of another making; it says nothing that the technician could use
    return null;
  }
};
