/** The `due` index: what a sweep has to look at, and nothing besides. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dueDays, lastDayOf, neverDays } from '../../../events/projections/due.ts';
import type { GenerationIndex } from '../../../events/projections/generations.ts';
import type { DueSessions, LastingSessions } from '../../../events/projections/ports.ts';
import { asStorage } from './client.ts';
import type { Item } from './commit-item.ts';
import { createDynamoDBGenerationIndex } from './generation-index.ts';
import { inGeneration } from './generation-names.ts';
import { queryPages } from './query-pages.ts';
import { daysIn, sessionIdOf } from './session-item.ts';
import { DUE_INDEX } from './tables.ts';

/**
 * Items of some partitions of the index that stand at or before an instant, partition after partition.
 * @param from where they begin; every instant stands behind `0`
 */
export const dueItems = async function* (
  client: DynamoDBClient,
  TableName: string,
  partitions: readonly string[],
  until: string,
  from = '0',
): AsyncGenerator<Item> {
  for (const day of partitions) {
    const pages = queryPages(client, {
      TableName,
      IndexName: DUE_INDEX,
      KeyConditionExpression: 'dueDay = :day AND dueAt BETWEEN :from AND :until',
      ExpressionAttributeValues: { ':day': { S: day }, ':from': { S: from }, ':until': { S: until } },
    });
    for (;;) {
      const page = await asStorage(TableName, () => pages.next());
      if (page.done) break;
      yield* page.value.Items ?? [];
    }
  }
};

type Generation = Pick<GenerationIndex, 'of'>;

/** Names partitions as the live generation of the session list has them. */
const namesIn = async (generations: Generation) => {
  const { live } = await generations.of('sessions');
  return (partitions: readonly string[]): string[] => partitions.map((name) => inGeneration(name, live));
};

export const createDynamoDBDueSessions = (
  client: DynamoDBClient,
  TableName: string,
  generations: Generation = createDynamoDBGenerationIndex(client, TableName),
): DueSessions => ({
  due: async function* ({ at, lookBackDays }) {
    const alive = await namesIn(generations);
    for await (const item of dueItems(client, TableName, alive(dueDays(at, lookBackDays)), at))
      yield { userId: item['pk']?.S ?? '', sessionId: sessionIdOf(item) };
  },
});

const DAY = 86_400_000;

/** How far ahead of now a stamp can stand, and how far behind a session that was held or failed. Days. */
const AHEAD = 91;
const BEHIND = 120;

const later = (at: string, days: number): string => new Date(Date.parse(at) + days * DAY).toISOString();

/** Partitions that are read at once. */
const AT_ONCE = 16;

/** @param now the current instant, ISO 8601: where stamps stand does not depend on what is asked */
export const createDynamoDBLastingSessions = (
  client: DynamoDBClient,
  TableName: string,
  now: () => string,
  generations: Generation = createDynamoDBGenerationIndex(client, TableName),
): LastingSessions => {
  const read = async function* (partitions: readonly string[], until: string) {
    for (let first = 0; first < partitions.length; first += AT_ONCE) {
      const some = partitions.slice(first, first + AT_ONCE);
      yield* (await Promise.all(some.map((day) => Array.fromAsync(dueItems(client, TableName, [day], until))))).flat();
    }
  };

  return {
    endedBy: async function* ({ days: policy, at }) {
      // as for a stamp: a session goes at the first midnight after its days
      const newest = later(at, -policy - 1);
      const [until, end] = [later(newest, AHEAD), later(now(), AHEAD)];
      const dated = dueDays(end, AHEAD + BEHIND).filter((day) => day.slice(0, 10) <= until.slice(0, 10));
      const alive = await namesIn(generations);
      for (const items of [read(alive(neverDays()), newest), read(alive(dated), until)])
        for await (const item of items) {
          const days = daysIn(item);
          if (!days) continue;
          const lastDay = lastDayOf(item['dueAt']?.S ?? '', days);
          if (lastDay > newest) continue;
          yield { userId: item['pk']?.S ?? '', sessionId: sessionIdOf(item), days, lastDay };
        }
    },
  };
};
