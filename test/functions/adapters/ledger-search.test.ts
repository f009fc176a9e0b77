/** Searching the ledger on the real engine: every page against a plain filter over all commits there are. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sortKey, type Commit, type CommitHeader } from '../../../events/core/commit.ts';
import type { LedgerPlace, LedgerQuestion } from '../../../events/core/ledger-search.ts';
import { createDynamoDBLedgerSearch } from '../../../functions/adapters/dynamodb/ledger-search.ts';
import { commitOf, putCommits } from '../../support/ledgers.ts';
import { engineHome, type Home } from '../../support/stores.ts';

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const SUBJECTS = ['user-anna', 'user-bert', 'user-cara', 'user-dora', 'system'];
const STREAMS = ['garage', 'garage-2', `session/${uuid(1)}`, `session/${uuid(2)}`];
const TYPES = ['TurnStarted', 'TurnAnswered', 'VinDecoded', 'VinDecodedAgain'];
const CORRELATIONS = [uuid(7), uuid(8), 'chosen-by-a-client'];
const FROM = '2026-02-25T00:00:00.000Z';
const UNTIL = '2026-03-09T00:00:00.000Z';

/** Many share an instant, and some days have none at all. */
const INSTANTS = [
  '2026-02-25T00:00:00.000Z',
  '2026-02-28T23:59:59.999Z',
  '2026-03-01T00:00:00.000Z',
  '2026-03-01T10:00:00.000Z',
  '2026-03-01T10:00:00.001Z',
  '2026-03-04T12:00:00.000Z',
];

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length]!;

const made: Commit[] = SUBJECTS.flatMap((subject, who) =>
  STREAMS.flatMap((stream, which) =>
    Array.from({ length: 12 }, (_, n) => {
      const seed = 7 * who + 3 * which + n;
      return commitOf({
        ...{ subject, stream, number: n + 1 },
        at: INSTANTS[Math.floor((n / 12) * INSTANTS.length)]!,
        events: [
          { type: pick(TYPES, seed), version: 1 + (seed % 2) },
          ...(n % 5 === 0 ? [{ type: pick(TYPES, n), version: 1 }] : []),
        ],
        actor: pick(
          [
            { kind: 'person', id: subject },
            { kind: 'operator', id: 'user-anna' },
            { kind: 'assistant', id: 'model:1' },
          ],
          seed,
        ),
        correlation: pick(CORRELATIONS, who + n),
      });
    }),
  ),
);

let home: Home;
beforeAll(async () => {
  home = await engineHome();
  await putCommits(home.client!, made);
});
afterAll(() => home.stop());

const keyOf = ({ subject, stream, number }: CommitHeader): string => `${subject}|${sortKey(stream, number)}`;

/** The same question, asked of all commits in the plainest words. */
const expected = (question: LedgerQuestion): string[] =>
  made
    .filter((commit) => question.subject === undefined || commit.subject === question.subject)
    .filter((commit) => question.stream === undefined || commit.stream === question.stream)
    .filter((commit) => !question.types || commit.events.some((event) => question.types!.includes(event.type)))
    .filter(
      ({ actor }) => question.actor === undefined || [actor.id, actor.kind].some((word) => word === question.actor),
    )
    .filter((commit) => question.correlation === undefined || commit.correlation === question.correlation)
    .filter((commit) => question.from === undefined || commit.at >= question.from)
    .filter((commit) => question.to === undefined || commit.at <= question.to)
    .map(keyOf);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const narrowed = {
  types: maybe(fc.subarray(TYPES, { minLength: 1 })),
  actor: maybe(
    fc.constantFrom('person', 'operator', 'assistant', 'system', 'user-anna', 'model:1', 'user-bert', 'odel'),
  ),
  correlation: maybe(fc.constantFrom(...CORRELATIONS)),
};
const budget = fc.record({ items: fc.constantFrom(30, 150, 2_000), queries: fc.constantFrom(20, 128) });
const limit = fc.constantFrom(5, 40, 200);

/** Without what was not asked. */
const asked = <T extends object>(question: T): T =>
  Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined)) as T;

type Budget = { items: number; queries: number };

const allByTime = async (question: LedgerQuestion & { from: string }, page: { limit: number }, spend: Budget) => {
  const search = createDynamoDBLedgerSearch(home.client!, 'events', spend);
  const found: CommitHeader[] = [];
  for (let after: LedgerPlace | undefined = { until: question.to ?? UNTIL }; after;) {
    const { commits, next } = await search.byTime(question, { ...page, after });
    expect(commits.length).toBeLessThanOrEqual(page.limit);
    found.push(...commits);
    after = next;
  }
  return found;
};

const allOfSubject = async (question: LedgerQuestion & { subject: string }, page: { limit: number }, spend: Budget) => {
  const search = createDynamoDBLedgerSearch(home.client!, 'events', spend);
  const found: CommitHeader[] = [];
  let after: string | undefined;
  do {
    const got = await search.ofSubject(question, { ...page, ...(after === undefined ? {} : { after }) });
    expect(got.commits.length).toBeLessThanOrEqual(page.limit);
    found.push(...got.commits);
    after = got.next;
  } while (after !== undefined);
  return found;
};

describe('a search by time', () => {
  it('finds each commit that fits once, newest first, however small the pages and whatever shares an instant', async () => {
    const question = fc.record({
      ...narrowed,
      subject: maybe(fc.constantFrom(...SUBJECTS)),
      from: fc.constantFrom(FROM, ...INSTANTS),
      to: maybe(fc.constantFrom(...INSTANTS, '2026-03-02T00:00:00.000Z')),
    });
    await fc.assert(
      fc.asyncProperty(question, limit, budget, async (drawn, most, spend) => {
        const found = await allByTime(asked(drawn), { limit: most }, spend);
        expect(found.map(keyOf).toSorted()).toEqual(expected(drawn).toSorted());
        expect(found.map(({ at }) => at)).toEqual(
          found
            .map(({ at }) => at)
            .toSorted()
            .toReversed(),
        );
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it.each([
    ['as small as pages get', 5, { items: 30, queries: 20 }],
    ['in one page', 200, { items: 2_000, queries: 128 }],
  ] as const)(
    'finds what somebody did whose id is also the word for a kind of actor, %s',
    async (_name, most, spend) => {
      const question = { actor: 'system', from: FROM };
      const found = await allByTime(question, { limit: most }, spend);
      expect(found).toHaveLength(16);
      expect(found.map(keyOf).toSorted()).toEqual(expected(question).toSorted());
    },
  );
});

describe('a search in the history of one person', () => {
  it('finds each commit that fits once, in the order of their streams', async () => {
    const question = fc.record({
      ...narrowed,
      subject: fc.constantFrom(...SUBJECTS),
      stream: maybe(fc.constantFrom(...STREAMS, 'garage-', 'session')),
      from: maybe(fc.constantFrom(...INSTANTS)),
      to: maybe(fc.constantFrom(...INSTANTS)),
    });
    await fc.assert(
      fc.asyncProperty(question, limit, budget, async (drawn, most, spend) => {
        const found = await allOfSubject(asked(drawn), { limit: most }, spend);
        expect(found.map(keyOf)).toEqual(expected(drawn).toSorted());
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

it('no search hands out a body', async () => {
  const everything = { items: 10_000, queries: 1_000 };
  const found = [
    ...(await allByTime({ from: FROM }, { limit: 200 }, everything)),
    ...(await allOfSubject({ subject: 'user-anna' }, { limit: 200 }, everything)),
  ];
  expect(found).toHaveLength(made.length + made.length / SUBJECTS.length);
  expect(found.filter((commit) => 'body' in commit)).toEqual([]);
});
