/** The keys table. `key-item.ts` says what stands in it. */
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { StreamAddress } from '../../../events/core/commit.ts';
import { Corrupted } from '../../../schemas/errors.ts';
import type { KeyRecord, KeyStore } from '../sealing/key-store.ts';
import { getAll } from './batches.ts';
import { asStorage } from './client.ts';
import type { Item } from './commit-item.ts';
import { fromItem, keyOf, toItem } from './key-item.ts';
import { queryPages } from './query-pages.ts';

/** No key that was made after this request, or a later one, had buried its forerunner. */
const NOT_RENEWED = '(attribute_not_exists(erasedBy) OR (erasedBy <> :request AND erasedAt <= :at))';

/** A put that took place, and what stood there before; or one that did not, and what stands there instead. */
type Put = { done: true; before: Item | undefined } | { done: false; standing: Item | undefined };

type Condition = Pick<
  PutItemCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** What stands there after a put: the given record, or the one that was first. */
const standingAfter = <R extends KeyRecord>(put: Put, given: R): R | KeyRecord => {
  if (put.done) return given;
  // the tombstone that was to be replaced is gone, and nobody takes one out
  if (!put.standing) throw new Corrupted({ part: 'key' });
  return fromItem(put.standing);
};

/** Of many a damaged one says nothing; whoever asks for it by itself hears of it. */
const undamaged = (item: Item): KeyRecord | undefined => {
  try {
    return fromItem(item);
  } catch (error) {
    if (error instanceof Corrupted) return undefined;
    throw error;
  }
};

export const createDynamoDBKeyStore = (client: DynamoDBClient, TableName: string): KeyStore => {
  const putWhere = (address: StreamAddress, record: KeyRecord, condition: Condition): Promise<Put> =>
    asStorage(TableName, async () => {
      try {
        const { Attributes } = await client.send(
          new PutItemCommand({
            TableName,
            Item: toItem(address, record),
            ...condition,
            ReturnValues: 'ALL_OLD',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { done: true, before: Attributes };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return { done: false, standing: error.Item };
      }
    });

  return {
    get: (address) =>
      asStorage(TableName, async () => {
        const Key = keyOf(address);
        const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
        return Item && fromItem(Item);
      }),

    some: (addresses) =>
      asStorage(TableName, async () =>
        (await getAll(client, TableName, addresses.map(keyOf))).map((item) => item && undamaged(item)),
      ),

    putIfAbsent: async (address, record) =>
      standingAfter(await putWhere(address, record, { ConditionExpression: 'attribute_not_exists(pk)' }), record),

    bury: async (address, tombstone, { renewed = false } = {}) => {
      const put = await putWhere(address, tombstone, {
        ConditionExpression: `attribute_not_exists(#request)${renewed ? '' : ` AND ${NOT_RENEWED}`}`,
        ExpressionAttributeNames: { '#request': 'request' },
        ...(renewed
          ? {}
          : { ExpressionAttributeValues: { ':request': { S: tombstone.request }, ':at': { S: tombstone.at } } }),
      });
      return put.done && put.before?.['key'] !== undefined;
    },

    renew: async (address, key) => {
      const put = await putWhere(address, key, {
        ConditionExpression: '#request = :request',
        ExpressionAttributeNames: { '#request': 'request' },
        ExpressionAttributeValues: { ':request': { S: key.erased.request } },
      });
      return standingAfter(put, key);
    },

    replace: async (address, standing, key) => {
      const put = await putWhere(address, key, {
        ConditionExpression: '#key = :key',
        ExpressionAttributeNames: { '#key': 'key' },
        ExpressionAttributeValues: { ':key': { B: standing.wrapped } },
      });
      return put.done;
    },

    living: (subject) =>
      asStorage(TableName, async () => {
        const pages = queryPages(client, {
          TableName,
          KeyConditionExpression: 'pk = :pk',
          FilterExpression: 'attribute_exists(#key)',
          ProjectionExpression: 'sk',
          ExpressionAttributeNames: { '#key': 'key' },
          ExpressionAttributeValues: { ':pk': { S: subject } },
          ConsistentRead: true,
        });
        const streams: string[] = [];
        for await (const { Items = [] } of pages) streams.push(...Items.map(({ sk }) => sk!.S!));
        return streams;
      }),
  };
};
