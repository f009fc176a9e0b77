/** Rows of the session list by generation (SPEC N8). */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KeyPrefetch, Vault } from '../../../events/core/vault.ts';
import type { SessionRow } from '../../../events/projections/session-list.ts';
import type { RowStore } from '../../rebuild/ports.ts';
import type { Item } from './commit-item.ts';
import { createDynamoDBGenerationRows } from './generation-rows.ts';
import { keyOf, rowFrom, sessionIdOf, SESSIONS, toItem, viewsKey } from './session-item.ts';

/** @param nowMs milliseconds since 1970 */
export const createDynamoDBSessionRows = (
  client: DynamoDBClient,
  TableName: string,
  vault: Vault & KeyPrefetch,
  nowMs: () => number = Date.now,
): RowStore<SessionRow> => {
  const subjectOf = (item: Item): string => item['pk']?.S ?? '';

  /** The keys of all whose rows they are, asked for at once; they count for what goes out in the next moment. */
  const sealAll = async (rows: readonly SessionRow[], generation: number): Promise<Item[]> => {
    const people = new Set(rows.flatMap(({ userId, status }) => (status === 'DELETED' ? [] : [userId])));
    await vault.prefetch([...people].map(viewsKey));
    const items: Item[] = [];
    // one after the other: the first of somebody who has no key yet makes it
    for (const row of rows) items.push(await toItem(vault, row, { nowMs: nowMs(), generation, freshKey: false }));
    return items;
  };

  return createDynamoDBGenerationRows<SessionRow>(client, TableName, {
    view: { condition: 'begins_with(sk, :view)', value: SESSIONS },
    placeOf: (item) => ({ subject: subjectOf(item), id: sessionIdOf(item) }),
    keyOf,
    toItems: sealAll,
    toRow: (item) => rowFrom(vault, subjectOf(item), item),
  });
};
