/** Generic trouble codes (OBD-II, SAE J2012 numbering): `functions/tools/knowledge/trouble-codes.json`. */
import * as z from 'zod';
import { Phrase, System } from './knowledge.ts';

export const TroubleCode = z.strictObject({
  code: z.string().regex(/^[PBCU][0-3][0-9A-F]{3}$/),
  /** What the standard means by it, in a few words: "Cylinder 1 misfire". */
  meaning: Phrase,
  system: System,
  /** What to look at first, easiest first; the commonest codes have them. */
  checks: z.array(Phrase).min(1).max(4).optional(),
});
export type TroubleCode = z.infer<typeof TroubleCode>;

export const TroubleCodes = z.array(TroubleCode).superRefine((codes, context) => {
  const seen = new Set<string>();
  codes.forEach(({ code }, index) => {
    if (seen.has(code)) context.addIssue({ code: 'custom', path: [index, 'code'], message: `${code} is there twice` });
    seen.add(code);
  });
});
