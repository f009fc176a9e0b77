/**
 * Arguments that no client of good will sends: for each argument of the schema values of the wrong kind, out of range,
 * beside the form, or merely strange.
 *
 * Every text holds `MARK` and every number its digits where they have room for it, so that an answer that repeats what
 * it was given gives itself away. `{session}`, `{vehicle}` and `{user}` stand for what the asking person owns.
 */
import fc from 'fast-check';
import { isEnumType, isInputObjectType, isListType, isNonNullType, type GraphQLInputType } from 'graphql';
import type { ApiArgument } from './schema.ts';

const WORD = 'zqx';
const DIGITS = '4711';

/** What no sentence of ours holds: the word, the digits, and the numbers that have no room for them. */
export const MARK = new RegExp(`${WORD}|${DIGITS}|2147483648|1e\\+?30\\d`, 'i');

const deep = (depth: number): string => `${'['.repeat(depth)}"${WORD}"${']'.repeat(depth)}`;

const STRANGE_TEXTS = [
  '',
  ' ',
  '\n\t\r ',
  WORD,
  `  ${WORD}  `,
  `\u0000${WORD}`,
  `${WORD}\u0007\u001b[31m`,
  `${WORD}\r\nX-Injected: 1`,
  `${WORD}\ud800`,
  `\udfff${WORD}`,
  `\u202e${WORD}\u200b\ufeff`,
  `👩🏽‍🔧${WORD}`,
  `${'ﷺ'.repeat(60)}${WORD}`,
  `e${'\u0301'.repeat(300)}${WORD}`,
  `${WORD}'; DROP TABLE sessions; --`,
  `" OR "${WORD}"="${WORD}`,
  `<script>alert('${WORD}')</script>`,
  `../../../etc/${WORD}`,
  `C:\\${WORD}\\..\\..`,
  `file:///${WORD}`,
  `\${jndi:ldap://127.0.0.1/${WORD}}`,
  `{{${WORD}.constructor}}`,
  `%00%2e%2e%2f${WORD}`,
  `at Object.<anonymous> (/${WORD}.ts:1:1)`,
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-1',
  '{session}/account',
  '{session}#0000000001',
  '{session}\u0000',
  'account',
  'session/{session}#0000000001 ',
  WORD.repeat(34),
  WORD.repeat(70),
  WORD.repeat(1_400),
  WORD.repeat(20_000),
] as const;

/** Texts that look right to what reads JSON, a date, a token, a position or an id. */
const NEARLY_RIGHT = [
  '{session}',
  '{vehicle}',
  '{user}',
  '{SESSION}',
  ' {session}',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '{unknown}',
  '{unknown}0',
  `${WORD}-${WORD}`,
  `user-${WORD}`,
  `anon-session-${WORD}`,
  'anon-session-{unknown}',
  // JSON
  '{',
  '[]',
  '{}',
  '5',
  'true',
  `"${WORD}"`,
  `{"mode":"${WORD}"}`,
  '{"mode":null}',
  '{"mode":["quick"]}',
  '{"mode":{"toString":"quick"}}',
  '{"__proto__":{"mode":"precision"}}',
  `{"mode":"quick","accuracy":"${WORD}","user_selection":{"${WORD}":[]}}`,
  `{"dataRetention":"${WORD}"}`,
  `{"dataRetention":-${DIGITS}}`,
  '{"dataRetention":null}',
  '{"dataRetention":"30_days","dataRetention":[]}',
  `{"__proto__":{"dataRetention":"${WORD}"}}`,
  `{"constructor":{"prototype":{"${WORD}":1}}}`,
  `{"${WORD}":1e400}`,
  deep(100),
  deep(6_000),
  // instants
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-01-01',
  '2026-01-01T00:00:00+99:99',
  '2026-01-01T25:00:00Z',
  '0000-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59-23:59',
  '+275760-09-13T00:00:00.001Z',
  `${DIGITS}-01-01T00:00:00Z`,
  '1769076000000',
  // positions and tokens
  'session/{session}#1',
  'session/{session}#-000000001',
  'session/{session}#99999999999',
  'session/../garage#0000000001',
  'session/{session}/x#0000000001',
  'account#0000000001',
  `session/${WORD}#0000000001`,
  'garage#0000000000',
  '#0000000001',
  Buffer.from(`{"pk":"${WORD}"}`).toString('base64url'),
  Buffer.from('{"__proto__":null}').toString('base64url'),
  Buffer.from('[]').toString('base64'),
  `eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyLXNhbSJ9.${WORD}`,
  `${WORD}.${WORD}.${WORD}`,
  '..',
  'Bearer {user}',
  'local:{user}',
  // enums
  'ACTIVE ',
  'active',
  'DELETED',
  'QUICK',
  'quick\u0000',
  'oem ',
] as const;

/** A mark somewhere in whatever characters there are, lone surrogates among them. */
const anyText = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 20 }))
  .map(([before, after]) => `${before}${WORD}${after}`);

export const text: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...STRANGE_TEXTS), weight: 4 },
  { arbitrary: fc.constantFrom(...NEARLY_RIGHT), weight: 4 },
  { arbitrary: anyText, weight: 3 },
);

/** JSON has no NaN and no infinity: what a client meant by them arrives as null. */
const number = fc.constantFrom(
  0,
  -0,
  -1,
  -Number(DIGITS),
  Number(DIGITS),
  Number(DIGITS) + 0.5,
  0.1,
  2_147_483_648,
  -2_147_483_649,
  1e308,
  Number(`${DIGITS}e15`),
);

const nested = fc.constantFrom<unknown>(
  {},
  [],
  [null],
  [[[[WORD]]]],
  { stranger: WORD },
  { toString: WORD },
  { length: 1, 0: WORD },
  JSON.parse(`{"__proto__":{"${WORD}":true}}`),
  JSON.parse(deep(200)),
);

/** A value of any kind that JSON has. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: text, weight: 3 },
  { arbitrary: number, weight: 2 },
  { arbitrary: nested, weight: 2 },
  { arbitrary: fc.constantFrom(null, true, false), weight: 1 },
);

const ENUM_WORDS = fc.constantFrom('DELETED', 'active', WORD.toUpperCase(), '', '__proto__', 'ACTIVE', 'ARCHIVED');

const INTEGERS = fc.oneof(number, fc.constantFrom(1, 50, 100, 101, 1_949, 1_950, 2_035, 2_036));

const listOf = (element: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.array(element, { maxLength: 4 }),
    fc.array(element, { minLength: 17, maxLength: 20 }),
    element.map((each) => Array.from({ length: 17 }, () => each)),
  );

const objectOf = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.record(fields),
    // something is missing
    fc.record(fields, { requiredKeys: [] }),
    // something is there that should not be
    fc.record(fields).map((object) => ({ ...object, stranger: WORD })),
  );

/** Odd values of a type: of its own kind more often than not, so that they reach what is behind the first check. */
export const oddOf = (type: GraphQLInputType): fc.Arbitrary<unknown> => {
  if (isNonNullType(type)) return oddOf(type.ofType);
  const own = (): fc.Arbitrary<unknown> => {
    if (isListType(type)) return listOf(oddOrGood(type.ofType));
    if (isInputObjectType(type))
      return objectOf(
        Object.fromEntries(
          Object.values(type.getFields()).map((field) => [field.name, oddOrGood(field.type, field.name)]),
        ),
      );
    if (isEnumType(type)) return ENUM_WORDS;
    return type.name === 'Int' ? INTEGERS : text;
  };
  return fc.oneof({ arbitrary: own(), weight: 4 }, { arbitrary: anything, weight: 1 });
};

/** What a person of good will would send in a place of this name. */
const GOOD_FIELDS: Record<string, unknown> = {
  year: 2_024,
  make: 'Honda',
  model: 'Civic',
  trim: 'LX',
  vin: '1HGCM82633A004352',
  nhtsa_data: '{}',
  nickname: 'My Honda',
  partsPreference: 'oem',
  costDisplay: 'summary',
  name: 'garage',
  value: 'Main Street',
};

/** Mostly good: one odd field in an object of good ones goes deeper than five odd ones. */
const oddOrGood = (type: GraphQLInputType, name?: string): fc.Arbitrary<unknown> => {
  const bare = isNonNullType(type) ? type.ofType : type;
  const known = name !== undefined && !isInputObjectType(bare) && Object.hasOwn(GOOD_FIELDS, name);
  return known
    ? fc.oneof({ arbitrary: fc.constant(GOOD_FIELDS[name]), weight: 3 }, { arbitrary: oddOf(type), weight: 1 })
    : oddOf(type);
};

/** Arguments that the schema does not know, and a `userId` where it has none: what a direct invocation may bring along. */
export const strangeArguments: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc.record({ userId: anything }),
  fc.record({ stranger: anything }),
  fc.constant(JSON.parse(`{"__proto__":"${WORD}","constructor":{"stranger":"${WORD}"}}`) as Record<string, unknown>),
);

/** What is tried of every argument by itself, whatever chance brings: nothing in it, too much in it, the wrong kind. */
export const CORNERS: readonly unknown[] = ['', ' ', WORD.repeat(70), WORD.repeat(1_400), 0, {}, null];

/** One odd argument as often as several: what stands alone is not refused for its neighbour's sake. */
const some = <T>(all: readonly T[]): fc.Arbitrary<T[]> =>
  fc.oneof(
    fc.constantFrom(...all).map((one) => [one]),
    fc.subarray([...all], { minLength: 1, maxLength: Math.min(3, all.length) }),
  );

/** Some of an operation's arguments, at least one where there are any, each with an odd value or with none at all. */
export const oddArguments = (args: readonly ApiArgument[]): fc.Arbitrary<Record<string, unknown>> => {
  if (args.length === 0) return fc.constant({});
  const missing = fc.constant(undefined);
  const oddOrMissing = ({ name, type }: ApiArgument) =>
    [name, fc.oneof({ arbitrary: oddOf(type), weight: 12 }, { arbitrary: missing, weight: 1 })] as const;
  return some(args).chain((chosen) => fc.record(Object.fromEntries(chosen.map(oddOrMissing))));
};
