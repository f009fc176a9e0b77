/** The keys table. `key-item.ts` says what stands in it. */
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { KeyStore } from '../sealing/key-store.ts';
import { asStorage } from './client.ts';
import { fromItem, keyOf, toItem } from './key-item.ts';
import { queryPages } from './query-pages.ts';

/** No key that was made after this request, or a later one, had buried its forerunner. */
const NOT_RENEWED = '(attribute_not_exists(erasedBy) OR (erasedBy <> :request AND erasedAt <= :at))';

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

  bury: (address, tombstone, { renewed = false } = {}) =>
    asStorage(TableName, async () => {
      try {
        const { Attributes } = await client.send(
          new PutItemCommand({
            TableName,
            Item: toItem(address, tombstone),
            ConditionExpression: `attribute_not_exists(#request)${renewed ? '' : ` AND ${NOT_RENEWED}`}`,
            ExpressionAttributeNames: { '#request': 'request' },
            ...(renewed
              ? {}
              : { ExpressionAttributeValues: { ':request': { S: tombstone.request }, ':at': { S: tombstone.at } } }),
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

  replace: (address, standing, key) =>
    asStorage(TableName, async () => {
      try {
        await client.send(
          new PutItemCommand({
            TableName,
            Item: toItem(address, key),
            ConditionExpression: '#key = :key',
            ExpressionAttributeNames: { '#key': 'key' },
            ExpressionAttributeValues: { ':key': { B: standing.wrapped } },
          }),
        );
        return true;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return false;
      }
    }),

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
});
