/**
 * A row of the session list as an item, and back: `pk` subject, `sk` `session/<id>`, what people wrote sealed in `body`.
 * Later generations of the list say so at the end of their keys (`generation-names.ts`).
 *
 * `list` (`<subject>#ACTIVE`) puts a row into the `recent` index. What stays of a deleted session has none, and no body:
 * it only refuses late commits, for as long as the stream can still deliver them.
 */
import type { Vault } from '../../../events/core/vault.ts';
import { FIRST_GENERATION } from '../../../events/projections/generations.ts';
import { stampOf, type KeptDays, type Stamp } from '../../../events/projections/due.ts';
import type { GoneSession, ListedSession, SessionRow } from '../../../events/projections/session-list.ts';
import { Corrupted } from '../../../schemas/errors.ts';
import type { Item } from './commit-item.ts';
import { inGeneration, partsOf } from './generation-names.ts';

export type Status = ListedSession['status'];

/** A table's stream keeps records for 24 hours; what was deleted is remembered as long. */
export const GONE_FOR_SECONDS = 86_400;

/** Of the sort keys of rows, in every generation. */
export const SESSIONS = 'session/';

export const keyOf = (userId: string, sessionId: string, generation: number) => ({
  pk: { S: userId },
  sk: { S: inGeneration(`${SESSIONS}${sessionId}`, generation) },
});

export const listOf = (userId: string, status: Status, generation: number): string =>
  inGeneration(`${userId}#${status}`, generation);

export const viewsKey = (userId: string) => ({ subject: userId, stream: 'views' });

type Sealed = Omit<ListedSession, 'userId' | 'sessionId' | 'status' | 'lastActive' | 'days' | 'through'>;

const bytesOf = (sealed: Sealed): Uint8Array => Buffer.from(JSON.stringify(sealed));

/** What stays of a deleted session: nothing sealed, so that the erase job can write it too. @param nowMs since 1970 */
export const toGoneItem = (
  { userId, sessionId, through }: GoneSession,
  nowMs: number,
  generation = FIRST_GENERATION,
): Item => ({
  ...keyOf(userId, sessionId, generation),
  through: { N: String(through) },
  expires: { N: String(Math.ceil(nowMs / 1_000) + GONE_FOR_SECONDS) },
});

/** How long the owner keeps it, and when the sweep looks at it: the keys of the `due` index. */
export const stampAttributes = (days: KeptDays, { dueDay, dueAt }: Stamp, generation: number): Item => ({
  days: { N: String(days) },
  dueDay: { S: inGeneration(dueDay, generation) },
  dueAt: { S: dueAt },
});

/** As `due.ts` has them; undefined where the row was never stamped. */
export const daysIn = (item: Item): KeptDays | undefined =>
  item['days']?.N === undefined ? undefined : (Number(item['days'].N) as KeptDays);

export type ToItem = {
  /** The current instant, in milliseconds since 1970. */
  nowMs: number;
  generation?: number;
  /** Whether no key is trusted that this instance remembers: a person who erased everything may be back. */
  freshKey?: boolean;
};

export const toItem = async (
  vault: Vault,
  row: SessionRow,
  { nowMs, generation = FIRST_GENERATION, freshKey = true }: ToItem,
): Promise<Item> => {
  if (row.status === 'DELETED') return toGoneItem(row, nowMs, generation);
  const key = keyOf(row.userId, row.sessionId, generation);
  const { userId, sessionId: _sessionId, status, lastActive, through, days, ...sealed } = row;
  const place = `${key.pk.S}|${key.sk.S}`;
  return {
    ...key,
    list: { S: listOf(userId, status, generation) },
    lastActive: { S: lastActive },
    through: { N: String(through) },
    ...(days === undefined ? {} : stampAttributes(days, stampOf(row, days), generation)),
    body: { B: await vault.seal(viewsKey(userId), place, bytesOf(sealed), { renew: true, fresh: freshKey }) },
  };
};

const placeIn = (item: Item) => partsOf(item['sk']?.S ?? '');

export const sessionIdOf = (item: Item): string => placeIn(item).name.slice(SESSIONS.length);

export const generationOf = (item: Item): number => placeIn(item).generation;

/** Throws `Corrupted`, with the session's id, for an item that is no row. */
export const listedFrom = async (vault: Vault, userId: string, status: Status, item: Item): Promise<ListedSession> => {
  const sessionId = sessionIdOf(item);
  const [body, lastActive, through] = [item['body']?.B, item['lastActive']?.S, item['through']?.N];
  if (!body || !lastActive || !through) throw new Corrupted({ session: sessionId, part: 'row' });
  try {
    const place = `${userId}|${item['sk']?.S ?? ''}`;
    const sealed = JSON.parse((await vault.open(viewsKey(userId), place, body)).toString()) as Sealed;
    const days = daysIn(item);
    return {
      ...{ userId, sessionId, status, ...sealed, lastActive, through: Number(through) },
      ...(days === undefined ? {} : { days }),
    };
  } catch (cause) {
    if (!(cause instanceof Corrupted || cause instanceof SyntaxError)) throw cause;
    throw new Corrupted({ session: sessionId, part: 'row' }, { cause });
  }
};

/** The row of any status. Throws as `listedFrom`. */
export const rowFrom = async (vault: Vault, userId: string, item: Item): Promise<SessionRow> => {
  const [sessionId, generation] = [sessionIdOf(item), generationOf(item)];
  const [list, through, expires] = [item['list']?.S, item['through']?.N, item['expires']?.N];
  if (expires && through) return { userId, sessionId, status: 'DELETED', through: Number(through) };
  const status = (['ACTIVE', 'ARCHIVED'] as const).find((each) => list === listOf(userId, each, generation));
  if (!status) throw new Corrupted({ session: sessionId, part: 'row' });
  return listedFrom(vault, userId, status, item);
};
