/**
 * The rows of one generation of a view, many at once: for who builds it, holds it against another one, or removes it.
 * Sealed or not, and under which keys, says the view (`session-rows.ts`, `request-rows.ts`).
 */
import {
  BatchExecuteStatementCommand,
  ScanCommand,
  type DynamoDBClient,
  type ScanCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { ScanPlace, Segment } from '../../../events/core/history-scan.ts';
import { Corrupted, StreamErased } from '../../../schemas/errors.ts';
import { eachOf } from '../../runtime/at-once.ts';
import type { RowPage, RowStore } from '../../rebuild/ports.ts';
import { deleteAll, getAll } from './batches.ts';
import { asStorage } from './client.ts';
import type { Item } from './commit-item.ts';
import { isOfGeneration } from './generation-names.ts';
import { putUnlessNewer } from './put-unless-newer.ts';

export type RowShape<Row> = {
  /** For the filter of a scan: what all rows of the view have, with `:view` in it. */
  view: { condition: string; value: string };
  placeOf: (item: Item) => { subject: string; id: string };
  keyOf: (subject: string, id: string, generation: number) => Item;
  toItems: (rows: readonly Row[], generation: number) => Promise<Item[]>;
  /** Throws `Corrupted`, and `StreamErased` for what was erased meanwhile. */
  toRow: (item: Item) => Promise<Row>;
};

/** DynamoDB takes so many statements in one request. */
const STATEMENTS = 25;

const groupsOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

const insertOf = (TableName: string, item: Item) => ({
  Statement: `INSERT INTO "${TableName}" VALUE {${Object.keys(item)
    .map((name) => `'${name}': ?`)
    .join(', ')}}`,
  Parameters: Object.values(item),
});

type Opened<Row> = { row: Row } | { damaged: RowPage<Row>['damaged'][number] };

export const createDynamoDBGenerationRows = <Row>(
  client: DynamoDBClient,
  TableName: string,
  shape: RowShape<Row>,
): RowStore<Row> => {
  /** What one request does not take, since something stands there or for any other reason, is put by itself. */
  const insertGroup = async (items: readonly Item[]): Promise<number> => {
    const Statements = items.map((item) => insertOf(TableName, item));
    const { Responses = [] } = await client.send(new BatchExecuteStatementCommand({ Statements }));
    const refused = items.filter((_, index) => Responses[index]?.Error);
    const put = await Promise.all(refused.map((item) => putUnlessNewer(client, TableName, item)));
    return items.length - refused.length + put.filter(Boolean).length;
  };

  const scan = async (
    generation: number,
    { segment, of }: Segment,
    after: ScanPlace | undefined,
    more: { condition?: string } & Pick<ScanCommandInput, 'ProjectionExpression' | 'ConsistentRead'>,
  ): Promise<{ items: Item[]; next?: ScanPlace }> => {
    const { condition, ...input } = more;
    const own = isOfGeneration(generation);
    const { Items = [], LastEvaluatedKey: last } = await client.send(
      new ScanCommand({
        ...{ TableName, Segment: segment, TotalSegments: of, ...input },
        FilterExpression: [shape.view.condition, own.condition, ...(condition ? [condition] : [])].join(' AND '),
        ExpressionAttributeValues: { ':view': { S: shape.view.value }, ':mark': own.value },
        ...(after ? { ExclusiveStartKey: { pk: { S: after['pk']! }, sk: { S: after['sk']! } } } : {}),
      }),
    );
    return { items: Items, ...(last ? { next: { pk: last['pk']!.S!, sk: last['sk']!.S! } } : {}) };
  };

  /** A row, undefined for one that was erased meanwhile, or where the damaged one stands. */
  const opened = async (item: Item): Promise<Opened<Row> | undefined> => {
    try {
      return { row: await shape.toRow(item) };
    } catch (error) {
      if (error instanceof Corrupted) return { damaged: shape.placeOf(item) };
      if (error instanceof StreamErased) return undefined;
      throw error;
    }
  };

  /** Of one person, one after the other: their key is asked for once. */
  const openAll = async (items: readonly Item[]): Promise<Opened<Row>[]> => {
    const all: Opened<Row>[] = [];
    for (const item of items) {
      const result = await opened(item);
      if (result) all.push(result);
    }
    return all;
  };

  return {
    insert: (generation, rows) =>
      asStorage(TableName, async () => {
        const groups = groupsOf(await shape.toItems(rows, generation), STATEMENTS);
        return (await eachOf(groups, insertGroup)).reduce((sum, count) => sum + count, 0);
      }),

    page: (generation, segment, after) =>
      asStorage(TableName, async () => {
        const condition = 'attribute_not_exists(expires)';
        const { items, next } = await scan(generation, segment, after, { condition, ConsistentRead: true });
        const people = [...Map.groupBy(items, (item) => shape.placeOf(item).subject).values()];
        const results = (await eachOf(people, openAll)).flat();
        const page: RowPage<Row> = { rows: [], damaged: [], ...(next ? { next } : {}) };
        for (const result of results)
          if ('row' in result) page.rows.push(result.row);
          else page.damaged.push(result.damaged);
        return page;
      }),

    some: (generation, wanted) =>
      asStorage(TableName, async () => {
        const keys = wanted.map(({ subject, id }) => shape.keyOf(subject, id, generation));
        const items = await getAll(client, TableName, keys);
        return Promise.all(
          items.map(async (item) => {
            const result = item && (await opened(item));
            return result && 'row' in result ? result.row : undefined;
          }),
        );
      }),

    remove: (generation, segment, after) =>
      asStorage(TableName, async () => {
        const { items, next } = await scan(generation, segment, after, { ProjectionExpression: 'pk, sk' });
        await deleteAll(client, TableName, items);
        return { removed: items.length, ...(next ? { next } : {}) };
      }),
  };
};
