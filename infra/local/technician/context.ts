/** What the system prompt tells of the session: the line `Context: {json}`. Everything else in it is for real models. */
import * as z from 'zod';
import { System, Urgency } from '../../../schemas/knowledge.ts';
import { DiagnosticLevel } from '../../../schemas/values.ts';

const KnownCause = z.object({
  fault: z.string(),
  name: z.string(),
  system: System,
  confidence: z.number(),
  urgency: Urgency,
});
export type KnownCause = z.infer<typeof KnownCause>;

const LastDiagnosis = z.object({ causes: z.array(KnownCause).min(1), parts: z.array(z.string()) });
export type LastDiagnosis = z.infer<typeof LastDiagnosis>;

const Context = z.object({ level: DiagnosticLevel, lastDiagnosis: LastDiagnosis.optional() });
export type Context = z.infer<typeof Context>;

const LINE = 'Context: ';

/** A prompt without a readable context is that of a session of which nothing is known. */
export const contextOf = (system: string): Context => {
  const line = system.split('\n').findLast((one) => one.startsWith(LINE));
  const parsed = Context.safeParse(jsonOf(line?.slice(LINE.length)));
  return parsed.success ? parsed.data : { level: 'quick' };
};

const jsonOf = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // a prompt of another making; it says nothing that the technician could use
    return null;
  }
};
