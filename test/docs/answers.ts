/** Whether an answer is as documented: every key that is given is there, with its value. */

export type Captures = ReadonlyMap<string, unknown>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** `…` in a text stands for any other text. */
const textMatches = (expected: string, actual: string): boolean => {
  const [first, ...rest] = expected.split('…').map((part) => RegExp.escape(part));
  return new RegExp(`^${[first, ...rest].join('[^]*')}$`).test(actual);
};

/** The element `"…"` of a list stands for any number of others. */
const listMatches = (expected: readonly unknown[], actual: readonly unknown[]): boolean => {
  const [first, ...rest] = expected;
  if (expected.length === 0) return actual.length === 0;
  if (first === '…') return actual.some((_, n) => listMatches(rest, actual.slice(n))) || listMatches(rest, []);
  return actual.length > 0 && matches(first, actual[0]) && listMatches(rest, actual.slice(1));
};

/** @param expected the documented answer, with its `$names` filled in */
export const matches = (expected: unknown, actual: unknown): boolean => {
  if (typeof expected === 'string' && typeof actual === 'string') return textMatches(expected, actual);
  if (Array.isArray(expected)) return Array.isArray(actual) && listMatches(expected, actual);
  if (isRecord(expected))
    return isRecord(actual) && Object.entries(expected).every(([key, value]) => matches(value, actual[key]));
  return Object.is(expected, actual);
};

/** Replaces each `$name` in the texts of a value by what an earlier example gave. Throws for one that none gave. */
export const fill = <T>(value: T, captures: Captures): T => {
  const filled = (text: string): unknown => {
    if (/^\$\w+$/.test(text)) return given(text.slice(1), captures);
    return text.replaceAll(/\$(\w+)/g, (_, name: string) => String(given(name, captures)));
  };
  if (typeof value === 'string') return filled(value) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => fill(each, captures)) as T;
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, captures)])) as T;
  return value;
};

const given = (name: string, captures: Captures): unknown => {
  if (!captures.has(name)) throw new Error(`No earlier example gave $${name}.`);
  return captures.get(name);
};

/** The part of an answer that a path such as `getConversation.messages.1.id` names. */
export const partAt = (data: unknown, path: string): unknown =>
  path.split('.').reduce((part: unknown, key) => (isRecord(part) ? part[key] : undefined), data);
