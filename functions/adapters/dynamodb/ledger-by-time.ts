/**
 * The index `ledger` from its newest end, merged out of its partitions: 16 of each day, or the one of a person.
 *
 * Every page that a partition gives also says up to where it was read, so that a merge in which nothing is found for long
 * gets ahead all the same, and can stop at any commit and go on behind it.
 */
import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CommitHeader } from '../../../events/core/commit.ts';
import { LEDGER_SHARDS, ledgerDay, ledgerDays } from '../../../events/core/ledger-day.ts';
import type { LedgerPage, LedgerPlace, LedgerQuestion } from '../../../events/core/ledger-search.ts';
import type { Item } from './commit-item.ts';
import { filterOfLedger } from './ledger-filter.ts';
import { newestOf } from './newest-first.ts';
import { LEDGER_INDEX } from './tables.ts';

/** How much one page may read; what is read at once may go beyond it. */
export type SearchBudget = { items: number; queries: number };

type Parts = {
  client: DynamoDBClient;
  TableName: string;
  budget: SearchBudget;
  /** The commit that an item is, if it is one that is looked for. */
  match: (question: LedgerQuestion, item: Item) => CommitHeader | undefined;
};

type Question = LedgerQuestion & { from: string };

/** How far a partition was read, and what was found there. */
type Found = { at: string; subject: string; sk: string; commit?: CommitHeader };

/** In one query: the first ones are short, since most partitions of a page need no second one. */
const FIRST_ITEMS = 16;
const MOST_ITEMS = 256;

const DAY_MS = 86_400_000;

const earlier = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) - milliseconds).toISOString();

/** Partitions in groups of 16, newest first; whatever is in a group is newer than what is in the next one. */
const groupsOf = function* ({ subject, from }: Question, until: string): Generator<{ since: string; days: string[] }> {
  const daysAtOnce = subject === undefined ? 1 : LEDGER_SHARDS;
  const [oldest, newest] = [Date.parse(from.slice(0, 10)), Date.parse(until.slice(0, 10))];
  for (let last = newest; last >= oldest; last -= daysAtOnce * DAY_MS) {
    const first = Math.max(oldest, last - (daysAtOnce - 1) * DAY_MS);
    const since = new Date(first).toISOString();
    const all = ledgerDays(since, new Date(last).toISOString());
    const own = subject === undefined ? '' : ledgerDay(since, subject).slice(10);
    yield { since, days: all.filter((day) => day.endsWith(own)) };
  }
};

/** Where to begin in a partition, given where the page before ended; undefined where all of it was read. */
const startIn = (day: string, { until, after }: LedgerPlace): { until: string; startKey?: Item } => {
  const reached = after && ledgerDay(until, after.subject);
  if (!reached || !day.startsWith(until.slice(0, 10))) return { until };
  // of one instant the partitions come in the order of `groupsOf`
  if (day !== reached) return { until: day < reached ? earlier(until, 1) : until };
  const startKey = { pk: { S: after.subject }, sk: { S: after.sk }, day: { S: day }, at: { S: until } };
  return { until, startKey };
};

export const searchByTime = async (
  { client, TableName, budget, match }: Parts,
  question: Question,
  { limit, after }: { limit: number; after: LedgerPlace },
): Promise<LedgerPage<LedgerPlace>> => {
  const filter = filterOfLedger(question);
  const spent = { items: 0, queries: 0 };

  const partition = async function* (day: string): AsyncGenerator<Found> {
    const { until, startKey } = startIn(day, after);
    let next = startKey;
    for (let Limit = FIRST_ITEMS; until >= question.from; Limit = Math.min(MOST_ITEMS, 2 * Limit)) {
      const page = await client.send(
        new QueryCommand({
          TableName,
          IndexName: LEDGER_INDEX,
          KeyConditionExpression: '#day = :day AND #at BETWEEN :from AND :until',
          ...(filter.text === '' ? {} : { FilterExpression: filter.text }),
          ExpressionAttributeNames: { '#day': 'day', '#at': 'at', ...filter.names },
          ExpressionAttributeValues: {
            ':day': { S: day },
            ':from': { S: question.from },
            ':until': { S: until },
            ...filter.values,
          },
          ScanIndexForward: false,
          Limit,
          ...(next ? { ExclusiveStartKey: next } : {}),
        }),
      );
      spent.items += page.ScannedCount ?? 0;
      spent.queries += 1;
      for (const item of page.Items ?? []) {
        const commit = match(question, item);
        if (commit) yield { ...placeIn(item), commit };
      }
      next = page.LastEvaluatedKey;
      if (!next) return;
      yield placeIn(next);
    }
  };

  const commits: CommitHeader[] = [];
  const isEnough = (): boolean =>
    commits.length >= limit || spent.items >= budget.items || spent.queries >= budget.queries;
  for (const { since, days } of groupsOf(question, after.until)) {
    for await (const { at, subject, sk, commit } of newestOf(days.map(partition), (found) => found.at)) {
      if (commit) commits.push(commit);
      if (isEnough()) return { commits, next: { until: at, after: { subject, sk } } };
    }
    if (since <= question.from) break;
    if (isEnough()) return { commits, next: { until: earlier(since, 1) } };
  }
  return { commits };
};

const placeIn = (item: Item): Found => ({
  at: item['at']?.S ?? '',
  subject: item['pk']?.S ?? '',
  sk: item['sk']?.S ?? '',
});
