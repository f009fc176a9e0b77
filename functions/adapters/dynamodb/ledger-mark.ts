/**
 * How far these tables know the ledger of erasures: an item of the keys table, `pk` `system`, `sk` `erasure-ledger`. It is
 * restored with the keys, and then says how old they are.
 */
import { GetItemCommand, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LedgerMark } from '../../privacy/ports.ts';
import { asStorage } from './client.ts';

const Key = { pk: { S: 'system' }, sk: { S: 'erasure-ledger' } };

export const createDynamoDBLedgerMark = (client: DynamoDBClient, TableName: string): LedgerMark => ({
  get: () =>
    asStorage(TableName, async () => {
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      return Item?.['at']?.S;
    }),
  set: (at) =>
    asStorage(
      TableName,
      async () => void (await client.send(new PutItemCommand({ TableName, Item: { ...Key, at: { S: at } } }))),
    ),
});
