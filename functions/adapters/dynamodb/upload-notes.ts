/**
 * Notes of uploads in the views table: `pk` `uploads#<person>`, `sk` `<session>/<upload>`, beside the rows in the `due`
 * index but in partitions of their own. A settled note has left the index, and expires.
 */
import { PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dueDays, stampAt } from '../../../events/projections/due.ts';
import type { Ticket, UploadNotes } from '../../shared/uploads/tickets.ts';
import { asStorage } from './client.ts';
import type { Item } from './commit-item.ts';
import { dueItems } from './due-index.ts';

/** Whose leading key lets a role write notes and no row of anybody. */
export const NOTES = 'uploads#';

/** Of the index's partitions. */
const PREFIX = 'uploads#';

/** A settled note is kept for a day at most. */
const SETTLED_SECONDS = 60;

const keyOf = ({ userId, sessionId, uploadId }: Ticket): Item => ({
  pk: { S: `${NOTES}${userId}` },
  sk: { S: `${sessionId}/${uploadId}` },
});

const ticketOf = (item: Item) => {
  const [sessionId = '', uploadId = ''] = (item['sk']?.S ?? '').split('/');
  return { userId: (item['pk']?.S ?? '').slice(NOTES.length), sessionId, uploadId };
};

/** @param nowMs milliseconds since 1970 */
export const createDynamoDBUploadNotes = (
  client: DynamoDBClient,
  TableName: string,
  nowMs: () => number = Date.now,
): UploadNotes => {
  const put = (item: Item) =>
    asStorage(TableName, async () => void (await client.send(new PutItemCommand({ TableName, Item: item }))));

  const stamped = (ticket: Ticket, lookAt: string): Item => {
    const { dueDay, dueAt } = stampAt(lookAt, ticket.userId, PREFIX);
    return { ...keyOf(ticket), dueDay: { S: dueDay }, dueAt: { S: dueAt } };
  };

  return {
    note: (ticket, lookAt) => put(stamped(ticket, lookAt)),
    mark: (ticket, lookAt) => put({ ...stamped(ticket, lookAt), marked: { BOOL: true } }),
    settle: (ticket) => put({ ...keyOf(ticket), expires: { N: String(Math.ceil(nowMs() / 1_000) + SETTLED_SECONDS) } }),
    due: async function* ({ at, lookBackDays }) {
      for await (const item of dueItems(client, TableName, dueDays(at, lookBackDays, PREFIX), at))
        yield { ...ticketOf(item), marked: item['marked']?.BOOL === true };
    },
  };
};
