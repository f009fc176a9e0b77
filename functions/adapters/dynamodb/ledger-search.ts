/**
 * Looking for commits on DynamoDB: a person's own partition in its order, or the index `ledger` from its newest end.
 *
 * Bodies stay in the table: a page of the partition asks for the header's attributes alone, and the index has no others.
 */
import { GetItemCommand, QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { sortKey, type CommitHeader } from '../../../events/core/commit.ts';
import { fits, type LedgerQuestion, type LedgerSearch } from '../../../events/core/ledger-search.ts';
import { Corrupted } from '../../../schemas/errors.ts';
import { asStorage } from './client.ts';
import { fromItem, type Item } from './commit-item.ts';
import { both, filterOfSubject, type Expression } from './ledger-filter.ts';
import { searchByTime, type SearchBudget } from './ledger-by-time.ts';
import { ledgerAttributes } from './tables.ts';

/** Less than 200 ms on one machine, and a second where every query is one over a network. */
const BUDGET: SearchBudget = { items: 2_000, queries: 128 };

/** In one query, where most of what it reads is left out. */
const ITEMS_AT_ONCE = 500;

const HEADER = ['pk', 'sk', 'at', ...ledgerAttributes];

const header: Expression = {
  text: HEADER.map((name) => `#${name}`).join(', '),
  names: Object.fromEntries(HEADER.map((name) => [`#${name}`, name])),
  values: {},
};

/** The commit that an item is, if it is one that is looked for. */
export const matchIn = (question: LedgerQuestion, item: Item): CommitHeader | undefined => {
  try {
    const commit = fromItem(item);
    return fits(question, commit) ? commit : undefined;
  } catch (error) {
    if (!(error instanceof Corrupted)) throw error;
    return undefined;
  }
};

const keysOf = ({ subject, stream }: { subject: string; stream?: string }): Expression => {
  const whose: Expression = { text: '#pk = :pk', names: { '#pk': 'pk' }, values: { ':pk': { S: subject } } };
  if (stream === undefined) return whose;
  return both(whose, {
    text: '#sk BETWEEN :first AND :last',
    names: { '#sk': 'sk' },
    values: { ':first': { S: sortKey(stream, 0) }, ':last': { S: sortKey(stream, 9_999_999_999) } },
  });
};

export const createDynamoDBLedgerSearch = (
  client: DynamoDBClient,
  TableName: string,
  budget: SearchBudget = BUDGET,
): LedgerSearch => {
  const ofSubject: LedgerSearch['ofSubject'] = async (question, { limit, after }) => {
    const keys = keysOf(question);
    const filter = filterOfSubject(question);
    const commits: CommitHeader[] = [];
    let reached = after;
    for (let items = 0, queries = 0; items < budget.items && queries < budget.queries; queries += 1) {
      const page = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: keys.text,
          ...(filter.text === '' ? {} : { FilterExpression: filter.text }),
          ProjectionExpression: header.text,
          ExpressionAttributeNames: both(keys, filter, header).names,
          ExpressionAttributeValues: both(keys, filter).values,
          Limit: filter.text === '' ? limit - commits.length : Math.min(ITEMS_AT_ONCE, budget.items - items),
          ConsistentRead: true,
          ...(reached === undefined ? {} : { ExclusiveStartKey: { pk: { S: question.subject }, sk: { S: reached } } }),
        }),
      );
      items += page.ScannedCount ?? 0;
      for (const item of page.Items ?? []) {
        const commit = matchIn(question, item);
        if (!commit) continue;
        commits.push(commit);
        if (commits.length === limit) return { commits, next: sortKey(commit.stream, commit.number) };
      }
      reached = page.LastEvaluatedKey?.['sk']?.S;
      if (reached === undefined) return { commits };
    }
    return { commits, ...(reached === undefined ? {} : { next: reached }) };
  };

  return {
    ofSubject: (question, page) => asStorage(TableName, () => ofSubject(question, page)),
    byTime: (question, page) =>
      asStorage(TableName, () => searchByTime({ client, TableName, budget, match: matchIn }, question, page)),
    header: ({ subject, stream, number }) =>
      asStorage(TableName, async () => {
        const { Item } = await client.send(
          new GetItemCommand({
            TableName,
            Key: { pk: { S: subject }, sk: { S: sortKey(stream, number) } },
            ProjectionExpression: header.text,
            ExpressionAttributeNames: header.names,
            ConsistentRead: true,
          }),
        );
        return Item && fromItem(Item);
      }),
  };
};
