/** The table of parked streams. An item goes when its stream flows again. */
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { StreamAddress } from '../../../events/core/commit.ts';
import { byAge } from '../../shared/parked/order.ts';
import type { Consumer, Parked, ParkedStreams } from '../../shared/parked/ports.ts';
import { asStorage } from './client.ts';
import type { Item } from './commit-item.ts';
import { keyOf, leased, progressOf, toItem, toParked } from './parked-item.ts';
import { isWaitingLongest, parkedReads } from './parked-reads.ts';

/** What a write left there; where its condition does not hold, what stands there instead. */
type Outcome = { done: boolean; item: Item | undefined };

const conditional = async (write: () => Promise<{ Attributes?: Item | undefined }>): Promise<Outcome> => {
  try {
    return { done: true, item: (await write()).Attributes };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return { done: false, item: error.Item };
    throw error;
  }
};

/** @param wait between requests for what there was no capacity for */
export const createDynamoDBParkedStreams = (
  client: DynamoDBClient,
  TableName: string,
  wait: (attempt: number) => Promise<void>,
): ParkedStreams => {
  const { among, first } = parkedReads(client, TableName, wait);
  const asked = <T>(work: () => Promise<T>): Promise<T> => asStorage(TableName, work);

  /** Sets attributes, some of whose names are DynamoDB's own words, under a condition that may name and ask for more. */
  const update = (
    { consumer, ...address }: StreamAddress & { consumer: Consumer },
    { attributes, where, values = {} }: { attributes: Item; where: string; values?: Item },
  ): Promise<Outcome> => {
    const names = Object.keys(attributes);
    const command = new UpdateItemCommand({
      TableName,
      Key: keyOf(consumer, address),
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression: where,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries({ ...attributes, ...values }).map(([name, value]) => [`:${name}`, value]),
      ),
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    return asked(() => conditional(() => client.send(command)));
  };

  const join: ParkedStreams['join'] = async (consumer, address, number) => {
    const attributes = { through: { N: String(number) } };
    const where = 'attribute_exists(pk) AND #through < :through';
    const { done, item } = await update({ consumer, ...address }, { attributes, where });
    // what comes again has joined already
    return done || item !== undefined;
  };

  const park: ParkedStreams['park'] = async (parked) => {
    const put = { TableName, Item: toItem(parked), ConditionExpression: 'attribute_not_exists(pk)' };
    const { done } = await asked(() => conditional(() => client.send(new PutItemCommand(put))));
    if (done || (await join(parked.consumer, parked, parked.from))) return;
    // released in this very moment
    await park(parked);
  };

  return {
    park,
    join,

    among: (consumer, streams) => asked(() => among(consumer, streams)),

    get: (consumer, address) =>
      asked(async () => {
        const Key = keyOf(consumer, address);
        const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
        return Item && toParked(Item);
      }),

    page: (consumer, { limit, after }) =>
      asked(async () => {
        const isBehind = (parked: Parked) => after === undefined || byAge(after, parked) < 0;
        const parked = await first(consumer, { limit: limit + 1, order: byAge, wanted: isBehind });
        return { parked: parked.slice(0, limit), more: parked.length > limit };
      }),

    recoverable: (consumer, limit) =>
      asked(() => first(consumer, { limit, order: isWaitingLongest, wanted: ({ recoverable }) => recoverable })),

    hold: async (consumer, address, lease) => {
      const isFree = 'attribute_not_exists(#heldUntil) OR #heldUntil <= :now';
      const { done, item } = await update(
        { consumer, ...address },
        {
          attributes: leased(lease),
          // a request that was sent twice, for want of an answer, finds its own lease
          where: `attribute_exists(pk) AND (${isFree} OR #holder = :holder)`,
          values: { now: { S: lease.now } },
        },
      );
      return done && item ? toParked(item) : undefined;
    },

    stay: async (parked, lease) => {
      const attributes = { ...progressOf(parked), ...leased(lease) };
      const { done, item } = await update(parked, { attributes, where: '#holder = :holder' });
      return done && item ? toParked(item) : undefined;
    },

    release: (parked, { holder }) =>
      asked(async () => {
        const command = new DeleteItemCommand({
          TableName,
          Key: keyOf(parked.consumer, parked),
          ConditionExpression: '#holder = :holder AND #through = :through',
          ExpressionAttributeNames: { '#holder': 'holder', '#through': 'through' },
          ExpressionAttributeValues: { ':holder': { S: holder }, ':through': { N: String(parked.through) } },
        });
        return (await conditional(() => client.send(command))).done;
      }),
  };
};
