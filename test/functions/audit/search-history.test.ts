/** Where a search over all people begins and ends, whatever is asked. */
import { describe, expect, it } from 'vitest';
import type { LedgerPlace, LedgerQuestion } from '../../../events/core/ledger-search.ts';
import { searchHistory } from '../../../functions/audit/operations/history/search-history.ts';
import type { AuditParts } from '../../../functions/audit/ports.ts';
import { Corrupted } from '../../../schemas/errors.ts';

const NOW = '2026-03-10T12:00:00.000Z';

type Asked = { question: LedgerQuestion; after: LedgerPlace };

/** What the ledger is asked, and how often the digests were. */
const asking = (first?: string | Error) => {
  const asked: Asked[] = [];
  const looked = { digests: 0 };
  const list = async function* () {
    looked.digests += 1;
    if (first instanceof Error) throw first;
    if (first !== undefined) yield { statement: { from: first } };
  };
  const byTime = async (question: LedgerQuestion, { after }: { after: LedgerPlace }) => {
    asked.push({ question, after });
    return { commits: [], next: { until: '2026-02-01T00:00:00.000Z' } };
  };
  const parts = { ledgerSearch: { byTime }, digests: { list }, now: () => NOW } as unknown as AuditParts;
  const search = searchHistory(parts) as (args: object) => Promise<{ nextToken: string }>;
  return { search, asked, looked };
};

describe('a search without a beginning', () => {
  it('ends where the first digest begins, which is asked for once', async () => {
    const { search, asked, looked } = asking('2026-03-01T07:00:00.000Z');
    await search({});
    await search({ filter: { types: ['VinDecoded'] } });
    expect(asked.map(({ question }) => question.from)).toEqual([
      '2026-03-01T07:00:00.000Z',
      '2026-03-01T07:00:00.000Z',
    ]);
    expect(looked.digests).toBe(1);
  });

  it.each([
    ['there is no digest yet', undefined],
    ['the first digest is damaged', new Corrupted({ part: 'digest' })],
  ])('ends with the first day where %s', async (_, first) => {
    const { search, asked } = asking(first);
    await search({});
    expect(asked[0]!.question.from).toBe('2026-01-01T00:00:00.000Z');
  });
});

describe('a search with a beginning', () => {
  it('goes back to there, also before the first digest, and never before the first day', async () => {
    const { search, asked, looked } = asking('2026-03-01T07:00:00.000Z');
    await search({ filter: { from: '2026-02-01T00:00:00+01:00' } });
    await search({ filter: { from: '1815-12-10T00:00:00Z' } });
    expect(asked.map(({ question }) => question.from)).toEqual([
      '2026-01-31T23:00:00.000Z',
      '2026-01-01T00:00:00.000Z',
    ]);
    expect(looked.digests).toBe(0);
  });
});

describe('a search without an end', () => {
  it('begins an hour from now: another machine’s clock may be ahead', async () => {
    const { search, asked } = asking();
    await search({ filter: { from: '2026-03-01T00:00:00Z' } });
    await search({ filter: { from: '2026-03-01T00:00:00Z', to: '9999-12-31T23:59:59Z' } });
    await search({ filter: { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' } });
    expect(asked.map(({ after }) => after.until)).toEqual([
      '2026-03-10T13:00:00.000Z',
      '2026-03-10T13:00:00.000Z',
      '2026-03-02T00:00:00.000Z',
    ]);
  });

  it('goes on where its page before ended', async () => {
    const { search, asked } = asking();
    const { nextToken } = await search({});
    await search({ nextToken });
    expect(asked[1]!.after).toEqual({ until: '2026-02-01T00:00:00.000Z' });
  });
});
