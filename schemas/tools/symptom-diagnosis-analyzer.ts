import * as z from 'zod';
import { System, Urgency } from '../knowledge.ts';

export const SymptomDiagnosisInput = z.strictObject({
  symptoms: z
    .string()
    .trim()
    .min(1)
    .max(4000)
    .describe("What the driver noticed, in the driver's own words, with when and where it happens."),
  codes: z
    .array(z.string().regex(/^[PBCUpbcu][0-9A-Fa-f]{4}$/))
    .max(10)
    .optional()
    .describe('Trouble codes that were read, such as P0301.'),
});
export type SymptomDiagnosisInput = z.infer<typeof SymptomDiagnosisInput>;

export const ProbableCause = z.object({
  fault: z.string(),
  name: z.string(),
  system: System,
  /** 0 to 1; causes of one system add up to how sure the system is, and all causes with the unlisted rest to 1. */
  confidence: z.number().min(0).max(1),
  urgency: Urgency,
  /** Words of the driver that spoke for this cause. */
  evidence: z.array(z.string()),
});
export type ProbableCause = z.infer<typeof ProbableCause>;

export const DiagnosedCode = z.object({ code: z.string(), meaning: z.string(), checks: z.array(z.string()) });
export type DiagnosedCode = z.infer<typeof DiagnosedCode>;

export const SymptomDiagnosis = z.object({
  /** `unclear`: nothing in the text matched well enough to name a cause. */
  verdict: z.enum(['likely', 'possible', 'unclear']),
  /** Likeliest first: the best fault of up to three systems, and a second one of the first where it is close. */
  causes: z.array(ProbableCause).max(4),
  explanation: z.string().optional(),
  /** What to look at first, for the likeliest cause. */
  checks: z.array(z.string()),
  urgencyReason: z.string().optional(),
  /** What to ask the driver when the causes are close or unclear. */
  ask: z.string().optional(),
  /** Ids of the parts that the likeliest cause would need. */
  parts: z.array(z.string()),
  /** The trouble codes that were read or mentioned and are known, with what to look at first. */
  codes: z.array(DiagnosedCode).max(4).default([]),
});
export type SymptomDiagnosis = z.infer<typeof SymptomDiagnosis>;
