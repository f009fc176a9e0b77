/** Trouble codes (OBD-II), from the text and from the input. */
const CODE = /\b[PBCU][0-3][0-9A-F]{3}\b/gi;

export const codesIn = (text: string, given: readonly string[] = []): ReadonlySet<string> =>
  new Set([...given, ...(text.match(CODE) ?? [])].map((code) => code.toUpperCase()));
