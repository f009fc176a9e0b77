/** Trouble codes (OBD-II), from the text and from the input: what they mean and which system they point at. */
import type { System } from '../../../schemas/knowledge.ts';
import type { DiagnosedCode } from '../../../schemas/tools/symptom-diagnosis-analyzer.ts';
import { troubleCode } from '../trouble-codes.ts';

const CODE = /\b[PBCU][0-3][0-9A-F]{3}\b/gi;
const MOST_CODES = 4;
const MOST_CHECKS = 1;

export const codesIn = (text: string, given: readonly string[] = []): ReadonlySet<string> =>
  new Set([...given, ...(text.match(CODE) ?? [])].map((code) => code.toUpperCase()));

export const systemOfCode = (code: string): System | undefined => troubleCode(code)?.system;

/** What is known of the codes: the first four, each with its first check. */
export const explained = (codes: ReadonlySet<string>): DiagnosedCode[] =>
  [...codes]
    .flatMap((code) => troubleCode(code) ?? [])
    .slice(0, MOST_CODES)
    .map(({ code, meaning, checks }) => ({ code, meaning, checks: (checks ?? []).slice(0, MOST_CHECKS) }));
