/** Rows of the index of privacy requests by generation (SPEC N8): ids and instants, so nothing is sealed. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RequestRow } from '../../../events/projections/requests.ts';
import type { RowStore } from '../../rebuild/ports.ts';
import { createDynamoDBGenerationRows } from './generation-rows.ts';
import { requestKey, requestRowFrom, REQUESTS, toRequest, toRequestItem } from './request-item.ts';

/** @param nowMs milliseconds since 1970 */
export const createDynamoDBRequestRows = (
  client: DynamoDBClient,
  TableName: string,
  nowMs: () => number = Date.now,
): RowStore<RequestRow> =>
  createDynamoDBGenerationRows<RequestRow>(client, TableName, {
    view: { condition: 'begins_with(pk, :view)', value: REQUESTS },
    placeOf: (item) => {
      const { userId, requestId } = toRequest(item);
      return { subject: userId, id: requestId };
    },
    keyOf: requestKey,
    toItems: async (rows, generation) => rows.map((row) => toRequestItem(row, nowMs(), generation)),
    toRow: async (item) => requestRowFrom(item),
  });
