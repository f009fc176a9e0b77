/** Headers of one partition of the ledger index, page by page. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ReadLedgerPartition } from '../../seal/ports.ts';
import { asStorage } from './client.ts';
import { foundIn } from './history-scan.ts';
import { queryPages } from './query-pages.ts';
import { LEDGER_INDEX } from './tables.ts';

/** A page of headers: sixteen partitions are read at once, and DynamoDB's own pages would hold six times as many. */
const PAGE = 500;

export const ledgerPartitionOf = (client: DynamoDBClient, TableName: string): ReadLedgerPartition =>
  async function* (partition, { from, to }) {
    const input = {
      TableName,
      IndexName: LEDGER_INDEX,
      KeyConditionExpression: '#day = :day AND #at BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#day': 'day', '#at': 'at' },
      ExpressionAttributeValues: { ':day': { S: partition }, ':from': { S: from }, ':to': { S: to } },
      Limit: PAGE,
    };
    const pages = queryPages(client, input, true);
    for (;;) {
      const page = await asStorage(TableName, () => pages.next());
      if (page.done) return;
      for (const item of page.value.Items ?? []) yield foundIn(item);
    }
  };
