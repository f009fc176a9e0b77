/** What is read of the table of parked streams: some by name, and the first of a consumer's in some order. */
import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { StreamAddress } from '../../../events/core/commit.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { byAge, nameOf } from '../../shared/parked/order.ts';
import type { Consumer, Parked } from '../../shared/parked/ports.ts';
import type { Item } from './commit-item.ts';
import { keyOf, toParked } from './parked-item.ts';
import { queryPages } from './query-pages.ts';

/** As many as one request takes. */
const BATCH = 100;

/** How often what a request left out for lack of capacity is asked for again. */
const ROUNDS = 5;

/** Whoever was not tried for the longest time comes first. */
export const isWaitingLongest = (a: Parked, b: Parked): number =>
  a.lastTriedAt === b.lastTriedAt ? byAge(a, b) : a.lastTriedAt < b.lastTriedAt ? -1 : 1;

type Listing = { limit: number; order: (a: Parked, b: Parked) => number; wanted: (parked: Parked) => boolean };

/** @param wait between requests for what there was no capacity for */
export const parkedReads = (client: DynamoDBClient, TableName: string, wait: (attempt: number) => Promise<void>) => {
  const some = async (Keys: Item[], round = 0): Promise<Item[]> => {
    if (Keys.length === 0) return [];
    if (round === ROUNDS) throw new StorageUnavailable(TableName);
    if (round > 0) await wait(round);
    const RequestItems = { [TableName]: { Keys, ConsistentRead: true } };
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand({ RequestItems }));
    return [...(Responses?.[TableName] ?? []), ...(await some(UnprocessedKeys?.[TableName]?.Keys ?? [], round + 1))];
  };

  /** The first of a consumer's partition. After an outage there may be many: no more than that are kept in memory. */
  const first = async (consumer: Consumer, { limit, order, wanted }: Listing): Promise<Parked[]> => {
    let kept: Parked[] = [];
    const ExpressionAttributeValues = { ':pk': { S: consumer } };
    const query = { TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues, ConsistentRead: true };
    for await (const { Items = [] } of queryPages(client, query))
      kept = [...kept, ...Items.map(toParked).filter(wanted)].toSorted(order).slice(0, limit);
    return kept;
  };
  const among = async (consumer: Consumer, streams: readonly StreamAddress[]): Promise<Parked[]> => {
    const keys = [...new Map(streams.map((stream) => [nameOf(stream), keyOf(consumer, stream)])).values()];
    const found: Item[] = [];
    for (let begun = 0; begun < keys.length; begun += BATCH)
      found.push(...(await some(keys.slice(begun, begun + BATCH))));
    return found.map(toParked);
  };
  return { among, first };
};
