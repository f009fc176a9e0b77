/**
 * A row of the index of privacy requests as an item, and back: `pk` `requests#<person>`, `sk` the request's id, and the
 * keys of the `due` index, in partitions of their own. Later generations of the index say so at the end of their keys
 * (`generation-names.ts`). What has left the index guards against late commits for a while, and expires.
 */
import {
  requestPartitions,
  requestStamp,
  type DueRequest,
  type RequestList,
  type RequestRow,
} from '../../../events/projections/requests.ts';
import { Corrupted } from '../../../schemas/errors.ts';
import type { Item } from './commit-item.ts';
import { inGeneration, partsOf } from './generation-names.ts';
import { GONE_FOR_SECONDS } from './session-item.ts';

/** Whose leading key tells these rows from any other. */
export const REQUESTS = 'requests#';

export const requestKey = (userId: string, requestId: string, generation: number): Item => ({
  pk: { S: `${REQUESTS}${userId}` },
  sk: { S: inGeneration(requestId, generation) },
});

/** @param nowMs milliseconds since 1970 */
export const toRequestItem = (row: RequestRow, nowMs: number, generation: number): Item => {
  const item = { ...requestKey(row.userId, row.requestId, generation), through: { N: String(row.through) } };
  if (row.list === 'none') return { ...item, expires: { N: String(Math.ceil(nowMs / 1_000) + GONE_FOR_SECONDS) } };
  const { dueDay, dueAt } = requestStamp(row);
  return { ...item, dueDay: { S: inGeneration(dueDay, generation) }, dueAt: { S: dueAt } };
};

/** As an item of the `due` index has it. */
export const toRequest = (item: Item): DueRequest => ({
  userId: (item['pk']?.S ?? '').slice(REQUESTS.length),
  requestId: partsOf(item['sk']?.S ?? '').name,
  dueAt: item['dueAt']?.S ?? '',
});

const LISTS: readonly RequestList[] = ['open', 'exports'];

/** Throws `Corrupted`, with the request's id, for an item that is no row. */
export const requestRowFrom = (item: Item): RequestRow => {
  const { userId, requestId, dueAt } = toRequest(item);
  const { generation } = partsOf(item['sk']?.S ?? '');
  const [through, dueDay] = [item['through']?.N, item['dueDay']?.S];
  const place = { userId, requestId, through: Number(through) };
  if (through && item['expires']) return { ...place, list: 'none' };
  const stands = (name: RequestList) => requestPartitions(name).some((day) => inGeneration(day, generation) === dueDay);
  const list = LISTS.find(stands);
  if (!through || !list || dueAt === '') throw new Corrupted({ request: requestId, part: 'row' });
  return { ...place, list, dueAt };
};
