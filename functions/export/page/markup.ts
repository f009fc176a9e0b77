/** HTML that is escaped unless it was made here: what a person wrote can never become a part of the page. */

/** Made by `html`, so that it needs no escaping. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const MARKS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Controls that HTML has no place for; line ends and tabs stay. The rule warns of slips, and here they are meant. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** Text for between tags and within quotes. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(CONTROLS, '\ufffd')
    .replaceAll(/[&<>"']/g, (mark) => MARKS[mark]!);

type Value = Markup | string | number | readonly (Markup | string)[];

const written = (value: Value): string => {
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(written).join('');
  return escaped(String(value));
};

/** A template whose values are escaped, lists of them joined. */
export const html = (strings: TemplateStringsArray, ...values: Value[]): Markup =>
  new Markup(strings.map((string, index) => string + (index < values.length ? written(values[index]!) : '')).join(''));
