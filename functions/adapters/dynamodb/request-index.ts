/** The index of privacy requests, in the views table: its rows beside those of sessions (`request-item.ts`). */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { GenerationIndex } from '../../../events/projections/generations.ts';
import type { RequestIndex } from '../../../events/projections/ports.ts';
import {
  bySoonest,
  requestPartitions,
  type DueRequest,
  type RequestList,
} from '../../../events/projections/requests.ts';
import { asStorage } from './client.ts';
import type { Item } from './commit-item.ts';
import { dueItems } from './due-index.ts';
import { createDynamoDBGenerationIndex } from './generation-index.ts';
import { inGeneration } from './generation-names.ts';
import { putUnlessNewer } from './put-unless-newer.ts';
import { toRequest, toRequestItem } from './request-item.ts';

/** Behind every instant: what has no end is asked for up to there. */
const EVER = '9999';

/** The first of a partition that come after one; those that are due at the same instant as the last one with them. */
const firstAfter = async (items: AsyncIterable<Item>, count: number, after?: DueRequest): Promise<DueRequest[]> => {
  const found: DueRequest[] = [];
  for await (const item of items) {
    const request = toRequest(item);
    if (after && bySoonest(after, request) > 0) continue;
    if (found.length >= count && request.dueAt !== found.at(-1)!.dueAt) break;
    found.push(request);
  }
  return found;
};

export type RequestIndexOptions = {
  /** Milliseconds since 1970. */
  nowMs?: () => number;
  /** What says which generation is the live one. */
  generations?: Pick<GenerationIndex, 'of'>;
};

export const createDynamoDBRequestIndex = (
  client: DynamoDBClient,
  TableName: string,
  { nowMs = Date.now, generations = createDynamoDBGenerationIndex(client, TableName) }: RequestIndexOptions = {},
): RequestIndex => {
  const liveOne = async (): Promise<number> => (await generations.of('requests')).live;

  const partitionsOf = async (list: RequestList): Promise<string[]> => {
    const live = await liveOne();
    return requestPartitions(list).map((name) => inGeneration(name, live));
  };

  return {
    put: (row, generation) =>
      asStorage(TableName, async () =>
        putUnlessNewer(client, TableName, toRequestItem(row, nowMs(), generation ?? (await liveOne()))),
      ),

    due: async function* (list, until = EVER) {
      for await (const item of dueItems(client, TableName, await partitionsOf(list), until)) yield toRequest(item);
    },

    page: async ({ limit, dueBefore = EVER, after }) => {
      const partitions = await partitionsOf('open');
      const found = await Promise.all(
        partitions.map((partition) =>
          firstAfter(dueItems(client, TableName, [partition], dueBefore, after?.dueAt), limit + 1, after),
        ),
      );
      // the index is asked for what is due by an instant
      const all = found.flat().filter(({ dueAt }) => dueAt < dueBefore);
      const requests = all.toSorted(bySoonest).slice(0, limit);
      return { requests, more: all.length > requests.length };
    },
  };
};
