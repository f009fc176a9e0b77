/** The whole event table in parts: parallel scans of the table and of its index, and commits by their places. */
import {
  BatchGetItemCommand,
  DescribeTableCommand,
  ScanCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  type KeysAndAttributes,
} from '@aws-sdk/client-dynamodb';
import { sortKey, type Commit, type CommitHeader } from '../../../events/core/commit.ts';
import {
  isDamaged,
  type CommitAddress,
  type Damaged,
  type HistoryScan,
  type ScanPage,
  type ScanPlace,
  type Segment,
} from '../../../events/core/history-scan.ts';
import { ledgerDay } from '../../../events/core/ledger-day.ts';
import { Corrupted } from '../../../schemas/errors.ts';
import { asStorage } from './client.ts';
import { fromItem, type Item } from './commit-item.ts';
import { LEDGER_INDEX } from './tables.ts';

/** DynamoDB takes so many keys in one request. */
const KEYS_AT_ONCE = 100;

/** A key as JSON carries it: every key attribute of table and index is text. */
export const toPlace = (key: Item): ScanPlace =>
  Object.fromEntries(Object.entries(key).map(([name, value]) => [name, value.S ?? '']));
export const fromPlace = (place: ScanPlace): Item =>
  Object.fromEntries(Object.entries(place).map(([name, text]) => [name, { S: text }]));

export const foundIn = (item: Item): Commit | Damaged => {
  try {
    return fromItem(item);
  } catch (error) {
    if (!(error instanceof Corrupted)) throw error;
    return { damaged: { subject: item['pk']?.S ?? '', sk: item['sk']?.S ?? '' } };
  }
};

/** No hash covers the key of the index: it must be what time and subject make of it. */
const isMisfiled = (item: Item, { at, subject }: CommitHeader): boolean => item['day']?.S !== ledgerDay(at, subject);

/** A page of the table itself. */
export const foundInTable = (items: Item[]): Pick<ScanPage<Commit>, 'found' | 'misfiled'> => {
  const found = items.map((item) => foundIn(item));
  const misfiled = found.flatMap((each, index) =>
    !isDamaged(each) && isMisfiled(items[index]!, each)
      ? [{ subject: each.subject, stream: each.stream, number: each.number }]
      : [],
  );
  return misfiled.length > 0 ? { found, misfiled } : { found };
};

export const createDynamoDBHistoryScan = (client: DynamoDBClient, TableName: string): HistoryScan => {
  const page = <P extends ScanPage<CommitHeader>>(
    { segment, of }: Segment,
    after: ScanPlace | undefined,
    pageOf: (items: Item[]) => P,
    IndexName?: string,
  ): Promise<P> =>
    asStorage(TableName, async () => {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new ScanCommand({
          TableName,
          Segment: segment,
          TotalSegments: of,
          // an index knows no consistent read
          ...(IndexName ? { IndexName } : { ConsistentRead: true }),
          ...(after ? { ExclusiveStartKey: fromPlace(after) } : {}),
        }),
      );
      return { ...pageOf(Items), ...(LastEvaluatedKey ? { next: toPlace(LastEvaluatedKey) } : {}) };
    });

  const batch = async (places: readonly CommitAddress[]): Promise<(Commit | Damaged)[]> => {
    const keys = places.map(({ subject, stream, number }) => ({
      pk: { S: subject },
      sk: { S: sortKey(stream, number) },
    }));
    const found: (Commit | Damaged)[] = [];
    let wanted: Record<string, KeysAndAttributes> | undefined = { [TableName]: { Keys: keys, ConsistentRead: true } };
    // what did not fit into one answer is asked for again
    while (wanted?.[TableName]?.Keys?.length) {
      const { Responses, UnprocessedKeys }: BatchGetItemCommandOutput = await client.send(
        new BatchGetItemCommand({ RequestItems: wanted }),
      );
      found.push(...(Responses?.[TableName] ?? []).map((item) => foundIn(item)));
      wanted = UnprocessedKeys;
    }
    return found;
  };

  return {
    commits: (segment, after) => page<ScanPage<Commit>>(segment, after, foundInTable),
    headers: (segment, after) =>
      page<ScanPage<CommitHeader>>(segment, after, (items) => ({ found: items.map(foundIn) }), LEDGER_INDEX),
    some: (places) =>
      asStorage(TableName, async () => {
        const found: (Commit | Damaged)[] = [];
        for (let first = 0; first < places.length; first += KEYS_AT_ONCE)
          found.push(...(await batch(places.slice(first, first + KEYS_AT_ONCE))));
        return found;
      }),
    size: () =>
      asStorage(TableName, async () => {
        const { Table } = await client.send(new DescribeTableCommand({ TableName }));
        return { commits: Table?.ItemCount ?? 0, bytes: Table?.TableSizeBytes ?? 0 };
      }),
  };
};
