/** Rows of the session list by generation (SPEC N8). */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Vault } from '../../../events/core/vault.ts';
import type { SessionRow } from '../../../events/projections/session-list.ts';
import { eachOf } from '../../runtime/at-once.ts';
import type { RowStore } from '../../rebuild/ports.ts';
import type { Item } from './commit-item.ts';
import { createDynamoDBGenerationRows } from './generation-rows.ts';
import { keyOf, rowFrom, sessionIdOf, SESSIONS, toItem } from './session-item.ts';

/** @param nowMs milliseconds since 1970 */
export const createDynamoDBSessionRows = (
  client: DynamoDBClient,
  TableName: string,
  vault: Vault,
  nowMs: () => number = Date.now,
): RowStore<SessionRow> => {
  const subjectOf = (item: Item): string => item['pk']?.S ?? '';

  /** Of one person, whose key is asked for once, and counts for what goes out in the next moment. */
  const sealAll = async (rows: readonly SessionRow[], generation: number): Promise<Item[]> => {
    const items: Item[] = [];
    for (const row of rows)
      items.push(await toItem(vault, row, { nowMs: nowMs(), generation, freshKey: items.length === 0 }));
    return items;
  };

  return createDynamoDBGenerationRows<SessionRow>(client, TableName, {
    view: { condition: 'begins_with(sk, :view)', value: SESSIONS },
    placeOf: (item) => ({ subject: subjectOf(item), id: sessionIdOf(item) }),
    keyOf,
    toItems: async (rows, generation) => {
      const people = [...Map.groupBy(rows, ({ userId }) => userId).values()];
      return (await eachOf(people, (own) => sealAll(own, generation))).flat();
    },
    toRow: (item) => rowFrom(vault, subjectOf(item), item),
  });
};
