/** The generic trouble codes (OBD-II, SAE J2012 numbering): what each means, where it belongs and what to look at first. */
import { InvalidInput } from '../../schemas/errors.ts';
import { TroubleCodes, type TroubleCode } from '../../schemas/trouble-codes.ts';
import { readKnowledge } from './knowledge/read.ts';

const file = 'functions/tools/knowledge/trouble-codes.json';

/** The entry that an issue is about: by its code if it has one, otherwise by its place, counted from 0 as in the path. */
const entryAt = (list: unknown, at: PropertyKey | undefined): string => {
  const entry: unknown = Array.isArray(list) && typeof at === 'number' ? list[at] : undefined;
  if (typeof entry === 'object' && entry !== null && 'code' in entry && typeof entry.code === 'string')
    return entry.code;
  return at === undefined ? 'the whole file' : `entry ${String(at)}`;
};

/**
 * Checks the contents of the file of trouble codes.
 * @throws InvalidInput that names the file, the code of the entry, its field, and what would be right there
 */
export const parseTroubleCodes = (list: unknown): readonly TroubleCode[] => {
  const parsed = TroubleCodes.safeParse(list);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const [at, ...rest] = issue.path;
  const field = [entryAt(list, at), ...rest].join('.');
  throw new InvalidInput(`Check ${file}, ${field}: ${issue.message}`, { file, field });
};

let checked: ReadonlyMap<string, TroubleCode> | undefined;

// most turns name no code: reading the entries waits for the first question, so that no cold start pays for it
const all = (): ReadonlyMap<string, TroubleCode> =>
  (checked ??= new Map(parseTroubleCodes(readKnowledge('trouble-codes.json')).map((entry) => [entry.code, entry])));

/** Every code that is known, by its code such as `P0301`; read and checked at its first use. */
export const troubleCodes: ReadonlyMap<string, TroubleCode> = {
  get size() {
    return all().size;
  },
  get: (code) => all().get(code),
  has: (code) => all().has(code),
  forEach: (visit) => all().forEach((entry, code) => visit(entry, code, troubleCodes)),
  keys: () => all().keys(),
  values: () => all().values(),
  entries: () => all().entries(),
  [Symbol.iterator]: () => all()[Symbol.iterator](),
};

/** What is known of a code as people type it (`p0301 ` is P0301), or undefined where the code is not a generic one. */
export const troubleCode = (code: string): TroubleCode | undefined => troubleCodes.get(code.trim().toUpperCase());
