/**
 * The keys table: `pk` subject, `sk` stream; `key` and `kek` of a living stream, `request` and `at` of a buried one,
 * `erasedBy` and `erasedAt` beside the key of a stream that began anew.
 */
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { StreamAddress } from '../../../events/core/commit.ts';
import { Corrupted } from '../../../schemas/errors.ts';
import type { KeyRecord, KeyStore } from '../sealing/key-store.ts';
import { asStorage } from './client.ts';
import type { Item } from './commit-item.ts';

const keyOf = ({ subject, stream }: StreamAddress): Item => ({ pk: { S: subject }, sk: { S: stream } });

const toItem = (address: StreamAddress, record: KeyRecord): Item =>
  record.kind === 'key'
    ? {
        ...keyOf(address),
        key: { B: record.wrapped },
        kek: { S: record.kek },
        ...(record.erased ? { erasedBy: { S: record.erased.request }, erasedAt: { S: record.erased.at } } : {}),
      }
    : { ...keyOf(address), request: { S: record.request }, at: { S: record.at } };

const fromItem = (item: Item): KeyRecord => {
  const [wrapped, kek, request, at] = [item['key']?.B, item['kek']?.S, item['request']?.S, item['at']?.S];
  const [erasedBy, erasedAt] = [item['erasedBy']?.S, item['erasedAt']?.S];
  const erased = erasedBy && erasedAt ? { erased: { request: erasedBy, at: erasedAt } } : {};
  if (wrapped && kek) return { kind: 'key', wrapped, kek, ...erased };
  if (request && at) return { kind: 'tombstone', request, at };
  throw new Corrupted({ stream: item['sk']?.S ?? '', part: 'key' });
};

export const createDynamoDBKeyStore = (client: DynamoDBClient, TableName: string): KeyStore => ({
  get: (address) =>
    asStorage(TableName, async () => {
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: keyOf(address), ConsistentRead: true }));
      return Item && fromItem(Item);
    }),

  putIfAbsent: (address, record) =>
    asStorage(TableName, async () => {
      try {
        await client.send(
          new PutItemCommand({
            TableName,
            Item: toItem(address, record),
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return record;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        return fromItem(error.Item);
      }
    }),

  bury: (address, tombstone) =>
    asStorage(TableName, async () => {
      try {
        const { Attributes } = await client.send(
          new PutItemCommand({
            TableName,
            Item: toItem(address, tombstone),
            ConditionExpression:
              'attribute_not_exists(#request) AND (attribute_not_exists(erasedBy) OR (erasedBy <> :request AND erasedAt <= :at))',
            ExpressionAttributeNames: { '#request': 'request' },
            ExpressionAttributeValues: { ':request': { S: tombstone.request }, ':at': { S: tombstone.at } },
            ReturnValues: 'ALL_OLD',
          }),
        );
        return Attributes?.['key'] !== undefined;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return false;
      }
    }),

  renew: (address, key) =>
    asStorage(TableName, async () => {
      try {
        await client.send(
          new PutItemCommand({
            TableName,
            Item: toItem(address, key),
            ConditionExpression: '#request = :request',
            ExpressionAttributeNames: { '#request': 'request' },
            ExpressionAttributeValues: { ':request': { S: key.erased.request } },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return key;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        return fromItem(error.Item);
      }
    }),
});
