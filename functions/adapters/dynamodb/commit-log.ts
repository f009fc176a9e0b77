/** The event table on DynamoDB: one conditional put appends, one descending query loads. */
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type DynamoDBClient,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { parseSortKey, sortKey, type Commit, type StreamAddress } from '../../../events/core/commit.ts';
import type { BodyRedactor, CommitLog, PlacesOptions } from '../../../events/core/commit-log.ts';
import { ledgerDays } from '../../../events/core/ledger-day.ts';
import { Corrupted } from '../../../schemas/errors.ts';
import { asStorage } from './client.ts';
import { fromItem, toItem, type Item } from './commit-item.ts';
import { LEDGER_INDEX } from './tables.ts';

/** The sort keys of one stream lie between `stream#` and the largest number. */
const streamRange = ({ subject, stream }: StreamAddress, below = 10_000_000_000) => ({
  KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
  ExpressionAttributeValues: {
    ':pk': { S: subject },
    ':first': { S: sortKey(stream, 0) },
    ':last': { S: sortKey(stream, below - 1) },
  },
});

/** Those of one person, of all streams or of those with ids of their own of one type. */
const subjectRange = (subject: string, type?: string) => ({
  KeyConditionExpression: type === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :type)',
  ExpressionAttributeValues: { ':pk': { S: subject }, ...(type === undefined ? {} : { ':type': { S: `${type}/` } }) },
});

/** What a query finds, page after page. */
const itemsOf = (client: DynamoDBClient, TableName: string) =>
  async function* (input: Omit<QueryCommandInput, 'TableName'>): AsyncGenerator<Item> {
    let ExclusiveStartKey: Item | undefined;
    do {
      const page = await asStorage(TableName, () =>
        client.send(new QueryCommand({ TableName, ...input, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) })),
      );
      yield* page.Items ?? [];
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
  };

export const createDynamoDBCommitLog = (client: DynamoDBClient, TableName: string): CommitLog => {
  const pages = itemsOf(client, TableName);

  async function* commits(input: Omit<QueryCommandInput, 'TableName'>): AsyncGenerator<Commit> {
    for await (const item of pages(input)) yield fromItem(item);
  }

  return {
    append: (commit) =>
      asStorage(TableName, async () => {
        try {
          await client.send(
            new PutItemCommand({
              TableName,
              Item: toItem(commit),
              ConditionExpression: 'attribute_not_exists(pk)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
          );
          return { appended: true };
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
          return { appended: false, winner: fromItem(error.Item) };
        }
      }),

    newest: (address, { limit, consistent = false, below }) =>
      asStorage(TableName, async () => {
        const page = await client.send(
          new QueryCommand({
            TableName,
            ...streamRange(address, below),
            ScanIndexForward: false,
            Limit: limit,
            ConsistentRead: consistent,
          }),
        );
        return (page.Items ?? []).map(fromItem);
      }),

    read: (address) => commits({ ...streamRange(address), ConsistentRead: true }),

    readSubject: (subject, type) => commits({ ...subjectRange(subject, type), ConsistentRead: true }),

    get: (address, number) =>
      asStorage(TableName, async () => {
        const Key = { pk: { S: address.subject }, sk: { S: sortKey(address.stream, number) } };
        const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
        return Item && fromItem(Item);
      }),

    ledger: async function* ({ from, to }) {
      for (const day of ledgerDays(from, to))
        yield* commits({
          IndexName: LEDGER_INDEX,
          KeyConditionExpression: '#day = :day AND #at BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#day': 'day', '#at': 'at' },
          ExpressionAttributeValues: { ':day': { S: day }, ':from': { S: from }, ':to': { S: to } },
        });
    },
  };
};

/** For the erase job alone: its role may update event items, and only to remove `body`. */
export const createDynamoDBBodyRedactor = (client: DynamoDBClient, TableName: string): BodyRedactor => ({
  removeBody: (address, number) =>
    asStorage(TableName, async () => {
      try {
        await client.send(
          new UpdateItemCommand({
            TableName,
            Key: { pk: { S: address.subject }, sk: { S: sortKey(address.stream, number) } },
            UpdateExpression: 'REMOVE #body',
            // an update of a commit that is not there would make a hollow one
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeNames: { '#body': 'body' },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    }),

  places: async function* (subject, { stream, type, withBody = false }: PlacesOptions = {}) {
    const items = itemsOf(
      client,
      TableName,
    )({
      ...(stream === undefined ? subjectRange(subject, type) : streamRange({ subject, stream })),
      ProjectionExpression: 'sk',
      ...(withBody
        ? { FilterExpression: 'attribute_exists(#body)', ExpressionAttributeNames: { '#body': 'body' } }
        : {}),
      ConsistentRead: true,
    });
    for await (const { sk } of items) {
      const place = parseSortKey(sk?.S ?? '');
      if (!place) throw new Corrupted({ part: 'place' });
      yield place;
    }
  },
});
