/**
 * Session rows on DynamoDB. The `recent` index has one partition per person and status, sorted by last activity: the
 * first page of one status is one query however many sessions there are, and a list of both merges two queries that
 * run side by side. A filter over one partition would have to read past everything archived.
 */
import { GetItemCommand, type DynamoDBClient, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Vault } from '../../../events/core/vault.ts';
import type { GenerationIndex } from '../../../events/projections/generations.ts';
import type { SessionListing, SessionListStore } from '../../../events/projections/ports.ts';
import type { ListedSession } from '../../../events/projections/session-list.ts';
import { matching } from '../../../events/projections/session-search.ts';
import { Corrupted, StreamErased, type Facts } from '../../../schemas/errors.ts';
import { logger } from '../../runtime/logger.ts';
import { asStorage } from './client.ts';
import type { Item } from './commit-item.ts';
import { createDynamoDBGenerationIndex } from './generation-index.ts';
import { newestFirst } from './newest-first.ts';
import { putUnlessNewer } from './put-unless-newer.ts';
import { queryPages } from './query-pages.ts';
import { createDynamoDBRowStamper } from './restamp.ts';
import { fromToken, partition, placeOf, startKey, toToken, type Cursor } from './session-cursor.ts';
import { keyOf, listedFrom, listOf, rowFrom, toItem, type Status } from './session-item.ts';

export type SessionListOptions = {
  /** Hears of every row that was set aside, by its id. */
  report?: (facts: Facts) => void;
  /** Milliseconds since 1970. */
  nowMs?: () => number;
  /** What says which generation is the live one. */
  generations?: Pick<GenerationIndex, 'of'>;
};

/** Rows a request of a search: so many are opened while the next ones come. */
const SEARCH_PAGE = 1_000;

const inLog = (facts: Facts): void => logger.error('session row set aside', { failure: 'Corrupted', ...facts });

const statuses = (status?: Status): readonly Status[] => (status ? [status] : ['ACTIVE', 'ARCHIVED']);

export const createDynamoDBSessionList = (
  client: DynamoDBClient,
  TableName: string,
  vault: Vault,
  {
    report = inLog,
    nowMs = Date.now,
    generations = createDynamoDBGenerationIndex(client, TableName),
  }: SessionListOptions = {},
): SessionListStore => {
  const liveOne = async (): Promise<number> => (await generations.of('sessions')).live;

  const pages = (input: Omit<QueryCommandInput, 'TableName'>, ahead = false) =>
    queryPages(client, { TableName, ...input }, ahead);

  /** Index items of one status, after the cursor. */
  const itemsOf = async function* (
    userId: string,
    status: Status,
    { limit, search, since }: SessionListing,
    { cursor, live }: { cursor: Cursor; live: number },
  ) {
    const list = listOf(userId, status, live);
    const after = cursor[status];
    const input = {
      ...partition(list, since),
      ProjectionExpression: 'sk, lastActive, through, body',
      // one more than wanted says whether there are more; a search reads on in longer pages
      Limit: search ? SEARCH_PAGE : limit + 1,
      ...(after ? { ExclusiveStartKey: startKey(userId, list, after, live) } : {}),
    };
    for await (const { Items = [] } of pages(input, Boolean(search))) for (const item of Items) yield { status, item };
  };

  /** The row, or undefined for a damaged one, and for what was erased while it was being read. */
  const openOrSetAside = async (userId: string, status: Status, item: Item): Promise<ListedSession | undefined> => {
    try {
      return await listedFrom(vault, userId, status, item);
    } catch (error) {
      if (error instanceof Corrupted) report({ ...error.facts, subject: userId });
      else if (!(error instanceof StreamErased)) throw error;
      return undefined;
    }
  };

  const list: SessionListStore['list'] = async (userId, listing) => {
    const { limit, nextToken } = listing;
    const matches = matching(listing.search);
    const cursor = nextToken === undefined ? {} : await fromToken(vault, userId, listing, nextToken);
    // a page is of one generation, whatever becomes the live one meanwhile
    const live = await liveOne();
    const rows: ListedSession[] = [];
    const lists = statuses(listing.status).map((status) => itemsOf(userId, status, listing, { cursor, live }));
    const reached: Cursor = { ...cursor };
    for await (const { status, item } of newestFirst(lists)) {
      const row = await openOrSetAside(userId, status, item);
      if (row && matches(row)) {
        if (rows.length === limit) return { rows, nextToken: await toToken(vault, userId, listing, reached) };
        rows.push(row);
      }
      reached[status] = placeOf(item);
    }
    return { rows };
  };

  return {
    ...createDynamoDBRowStamper(client, TableName),

    get: (userId, sessionId, generation) =>
      asStorage(TableName, async () => {
        const Key = keyOf(userId, sessionId, generation ?? (await liveOne()));
        const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
        return Item && rowFrom(vault, userId, Item);
      }),

    put: (row, generation) =>
      asStorage(TableName, async () => {
        const options = { nowMs: nowMs(), generation: generation ?? (await liveOne()) };
        return putUnlessNewer(client, TableName, await toItem(vault, row, options));
      }),

    list: (userId, listing) => asStorage(TableName, () => list(userId, listing)),

    isListed: ({ userId, sessionId, status, lastActive, through }) =>
      asStorage(TableName, async () => {
        const live = await liveOne();
        const { sk } = keyOf(userId, sessionId, live);
        const exact = partition(listOf(userId, status, live), lastActive);
        const KeyConditionExpression = '#list = :list AND lastActive = :since';
        for await (const { Items = [] } of pages({ ...exact, KeyConditionExpression }))
          if (Items.some((item) => item['sk']?.S === sk.S && Number(item['through']?.N) >= through)) return true;
        return false;
      }),

    count: (userId, { status, since } = {}) =>
      asStorage(TableName, async () => {
        const live = await liveOne();
        let total = 0;
        for (const each of statuses(status))
          for await (const { Count = 0 } of pages({ ...partition(listOf(userId, each, live), since), Select: 'COUNT' }))
            total += Count;
        return total;
      }),
  };
};
