/**
 * Which generation of each view people see: one item of the views table for each view, `pk` `system`, `sk`
 * `generations/<view>`. Rows are read by nobody who did not ask here, so what was read is remembered for some seconds.
 */
import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  FIRST_GENERATION,
  KNOWN_FOR_SECONDS,
  type GenerationIndex,
  type Generations,
} from '../../../events/projections/generations.ts';
import type { ViewName } from '../../../schemas/views.ts';
import { asStorage } from './client.ts';
import type { Item } from './commit-item.ts';
import { putUnlessNewer } from './put-unless-newer.ts';

export type GenerationIndexOptions = {
  /** Milliseconds of a clock that only goes forward. */
  milliseconds?: () => number;
  /** For how long what was read counts. Without end where no other process puts anything. */
  forSeconds?: number;
};

/** Before any rebuild there is no item. */
const NONE: Generations = { live: FIRST_GENERATION, through: 0 };

const keyOf = (view: ViewName) => ({ pk: { S: 'system' }, sk: { S: `generations/${view}` } });

const toItem = (view: ViewName, { live, beside, through }: Generations): Item => ({
  ...keyOf(view),
  live: { N: String(live) },
  ...(beside === undefined ? {} : { beside: { N: String(beside) } }),
  through: { N: String(through) },
});

const fromItem = (item: Item): Generations => ({
  live: Number(item['live']?.N ?? FIRST_GENERATION),
  ...(item['beside']?.N === undefined ? {} : { beside: Number(item['beside'].N) }),
  through: Number(item['through']?.N ?? 0),
});

type Known = { generations: Generations; until: number };

export const createDynamoDBGenerationIndex = (
  client: DynamoDBClient,
  TableName: string,
  { milliseconds = () => performance.now(), forSeconds = KNOWN_FOR_SECONDS }: GenerationIndexOptions = {},
): GenerationIndex => {
  const known = new Map<ViewName, Known>();
  const coming = new Map<ViewName, Promise<Generations>>();

  /** An answer that was overtaken by a newer one is not kept. @param asked when the answer was asked for */
  const remember = (view: ViewName, generations: Generations, asked: number): Generations => {
    const before = known.get(view)?.generations;
    const newest = before && before.through > generations.through ? before : generations;
    known.set(view, { generations: newest, until: asked + forSeconds * 1_000 });
    return newest;
  };

  const fresh = (view: ViewName): Promise<Generations> =>
    asStorage(TableName, async () => {
      const asked = milliseconds();
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: keyOf(view), ConsistentRead: true }));
      return remember(view, Item ? fromItem(Item) : NONE, asked);
    });

  /** Those who ask at once share one request. */
  const shared = (view: ViewName): Promise<Generations> => {
    const answer = coming.get(view) ?? fresh(view).finally(() => coming.delete(view));
    coming.set(view, answer);
    return answer;
  };

  return {
    fresh,

    of: async (view) => {
      const last = known.get(view);
      return last && last.until > milliseconds() ? last.generations : shared(view);
    },

    put: async (view, generations) => {
      const asked = milliseconds();
      await asStorage(TableName, async () => {
        // what stands there instead is read when it is next asked for
        if (await putUnlessNewer(client, TableName, toItem(view, generations))) remember(view, generations, asked);
        else if (known.get(view)?.generations.through !== generations.through) known.delete(view);
      });
    },
  };
};
