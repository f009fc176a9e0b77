/** A causation tree in pages, on the real engine: parents and depths are those of the whole tree. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventId } from '../../../events/core/commit.ts';
import { createDynamoDBLedgerSearch } from '../../../functions/adapters/dynamodb/ledger-search.ts';
import { getCausationTree } from '../../../functions/audit/operations/history/get-causation-tree.ts';
import { commitOf, putCommits } from '../../support/ledgers.ts';
import { engineHome, type Home } from '../../support/stores.ts';

type Node = { commit: { position: string }; parent: string | null; depth: number };
type Tree = { nodes: Node[]; nextToken: string | null };

const subject = 'user-nora';
const correlation = randomUUID();

/** Each caused by the one before, and standing before it in the partition; between them what belongs to other turns. */
const chain = ['session/d', 'privacy/c', 'holds', 'garage', 'account'];
const made = chain.flatMap((stream, n) => {
  const before = chain[n - 1];
  const own = commitOf({
    subject,
    stream,
    number: 1,
    correlation,
    ...(before ? { causation: eventId(before, 1, 0) } : {}),
  });
  const others = Array.from({ length: 120 }, (_, m) => commitOf({ subject, stream, number: m + 2 }));
  return [own, ...others];
});
const outside = commitOf({ subject, stream: 'views', number: 1, correlation, causation: eventId('account', 2, 0) });

let home: Home;
beforeAll(async () => {
  home = await engineHome();
  await putCommits(home.client!, [...made, outside]);
}, 60_000);
afterAll(() => home.stop());

const pagesOf = async (items: number): Promise<Tree[]> => {
  const ask = getCausationTree({
    ledgerSearch: createDynamoDBLedgerSearch(home.client!, 'events', { items, queries: 99 }),
  });
  const pages: Tree[] = [];
  for (let nextToken: string | null | undefined; nextToken !== null;) {
    const page: Tree = await ask({ subject, correlation, nextToken });
    pages.push(page);
    ({ nextToken } = page);
  }
  return pages;
};

const inShort = (nodes: Node[]) => nodes.map(({ commit, parent, depth }) => [commit.position, parent, depth]);

it('is the same as in one piece, put together', async () => {
  const [whole, ...rest] = await pagesOf(100_000);
  expect(rest).toEqual([]);
  const position = (stream: string | undefined) => (stream === undefined ? null : `${stream}#0000000001`);
  const expected = chain.map((stream, n) => [position(stream), position(chain[n - 1]), n]);
  // what was caused by another turn begins a branch of its own
  expect(inShort(whole!.nodes)).toEqual([...expected, ['views#0000000001', null, 0]]);
  const pages = await pagesOf(100);
  expect(pages.length).toBeGreaterThan(4);
  const together = pages.flatMap(({ nodes }) => nodes);
  expect(inShort(together).toSorted()).toEqual(inShort(whole!.nodes).toSorted());
});

it('of which nothing is found to the last page is not there', async () => {
  const ask = getCausationTree({
    ledgerSearch: createDynamoDBLedgerSearch(home.client!, 'events', { items: 100, queries: 99 }),
  });
  const asked = { subject, correlation: randomUUID() };
  let page = (await ask(asked)) as Tree;
  expect(page.nodes).toEqual([]);
  const rest = async () => {
    for (;;) page = await ask({ ...asked, nextToken: page.nextToken });
  };
  await expect(rest()).rejects.toMatchObject({ name: 'NotFound' });
});
