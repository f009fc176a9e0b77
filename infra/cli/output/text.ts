/** Text that terminals show: nothing in it moves the cursor, and no line is wider than it may be. */

/** `Cc` are the characters that make a terminal do things, `Bidi_Control` those that turn a line around. */
const UNSHOWN = /[\p{Cc}\p{Bidi_Control}]/gu;

/** What people wrote is shown, not obeyed; line breaks stay. */
export const printable = (text: string): string =>
  text.replaceAll(UNSHOWN, (character) => (character === '\n' ? character : '\ufffd'));

/** How many columns a text takes, about: one a character. */
export const widthOf = (text: string): number => Array.from(text).length;

/** Pieces of at most `width` characters, broken between words where there are words that short. */
const wrapLine = (line: string, width: number): string[] => {
  const lines: string[] = [];
  let rest = Array.from(line);
  while (rest.length > width) {
    const space = rest.slice(0, width + 1).lastIndexOf(' ');
    const end = space > 0 ? space : width;
    lines.push(rest.slice(0, end).join(''));
    rest = rest.slice(space > 0 ? end + 1 : end);
  }
  return [...lines, rest.join('')];
};

export const wrap = (text: string, width: number): string =>
  text
    .split('\n')
    .flatMap((line) => wrapLine(line, Math.max(width, 1)))
    .join('\n');

/** Every line but the first begins further right. */
export const hanging = (text: string, by: number): string => text.replaceAll('\n', `\n${' '.repeat(by)}`);

const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
export const number = (value: number): string => numbers.format(value);

/** `1 commit`, `2 commits`. */
export const counted = (count: number, noun: string): string => `${number(count)} ${noun}${count === 1 ? '' : 's'}`;

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];
/** `12 bytes`, `3.4 MB`: powers of 1,000. */
export const size = (bytes: number): string => {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  return `${number(Math.round((bytes / 1_000 ** power) * 10) / 10)} ${UNITS[power]!}`;
};
