/** Small pieces of English that several answers share. */

/** 0 to 1 as a person would say it. */
export const inWords = (confidence: number): string =>
  confidence >= 0.6 ? 'very likely' : confidence >= 0.35 ? 'likely' : 'possible';

export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)!}`;

/** "Shine a light" inside a sentence; "ABS" and "I" keep their capitals. */
export const uncapital = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** One full stop at the end, never two. */
export const sentence = (text: string): string => (/[.!?]["')]?$/.test(text) ? text : `${text}.`);

export const wordCount = (text: string): number => text.trim().split(/\s+/).length;

/** The sentences of a text, without the blanks between them; a point inside a number ends none. */
export const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.!?])\s+|\n+/).filter((one) => one.trim() !== '');
