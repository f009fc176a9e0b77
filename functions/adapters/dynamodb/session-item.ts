/**
 * A row of the session list as an item, and back: `pk` subject, `sk` `session/<id>`, what people wrote sealed in `body`.
 *
 * `list` (`<subject>#ACTIVE`) puts a row into the `recent` index. What stays of a deleted session has none, and no body:
 * it only refuses late commits, for as long as the stream can still deliver them.
 */
import type { Vault } from '../../../events/core/vault.ts';
import { stampOf, type KeptDays, type Stamp } from '../../../events/projections/due.ts';
import type { GoneSession, ListedSession, SessionRow } from '../../../events/projections/session-list.ts';
import { Corrupted } from '../../../schemas/errors.ts';
import type { Item } from './commit-item.ts';

export type Status = ListedSession['status'];

/** A table's stream keeps records for 24 hours; what was deleted is remembered as long. */
export const GONE_FOR_SECONDS = 86_400;

const PREFIX = 'session/';

export const keyOf = (userId: string, sessionId: string) => ({
  pk: { S: userId },
  sk: { S: `${PREFIX}${sessionId}` },
});

export const listOf = (userId: string, status: Status): string => `${userId}#${status}`;

export const viewsKey = (userId: string) => ({ subject: userId, stream: 'views' });

type Sealed = Omit<ListedSession, 'userId' | 'sessionId' | 'status' | 'lastActive' | 'days' | 'through'>;

const bytesOf = (sealed: Sealed): Uint8Array => Buffer.from(JSON.stringify(sealed));

/** What stays of a deleted session: nothing sealed, so that the erase job can write it too. @param nowMs since 1970 */
export const toGoneItem = ({ userId, sessionId, through }: GoneSession, nowMs: number): Item => ({
  ...keyOf(userId, sessionId),
  through: { N: String(through) },
  expires: { N: String(Math.ceil(nowMs / 1_000) + GONE_FOR_SECONDS) },
});

/** How long the owner keeps it, and when the sweep looks at it: the keys of the `due` index. */
export const stampAttributes = (days: KeptDays, { dueDay, dueAt }: Stamp): Item => ({
  days: { N: String(days) },
  dueDay: { S: dueDay },
  dueAt: { S: dueAt },
});

/** As `due.ts` has them; undefined where the row was never stamped. */
export const daysIn = (item: Item): KeptDays | undefined =>
  item['days']?.N === undefined ? undefined : (Number(item['days'].N) as KeptDays);

/** @param nowMs the current instant, in milliseconds since 1970 */
export const toItem = async (vault: Vault, row: SessionRow, nowMs: number): Promise<Item> => {
  const key = keyOf(row.userId, row.sessionId);
  if (row.status === 'DELETED') return toGoneItem(row, nowMs);
  const { userId, sessionId: _sessionId, status, lastActive, through, days, ...sealed } = row;
  const place = `${key.pk.S}|${key.sk.S}`;
  return {
    ...key,
    list: { S: listOf(userId, status) },
    lastActive: { S: lastActive },
    through: { N: String(through) },
    ...(days === undefined ? {} : stampAttributes(days, stampOf(row, days))),
    // a person who erased everything may be back: a key that this instance remembers may be gone
    body: { B: await vault.seal(viewsKey(userId), place, bytesOf(sealed), { renew: true }) },
  };
};

export const sessionIdOf = (item: Item): string => (item['sk']?.S ?? '').slice(PREFIX.length);

/** Throws `Corrupted`, with the session's id, for an item that is no row. */
export const listedFrom = async (vault: Vault, userId: string, status: Status, item: Item): Promise<ListedSession> => {
  const sessionId = sessionIdOf(item);
  const [body, lastActive, through] = [item['body']?.B, item['lastActive']?.S, item['through']?.N];
  if (!body || !lastActive || !through) throw new Corrupted({ session: sessionId, part: 'row' });
  try {
    const place = `${userId}|${PREFIX}${sessionId}`;
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
  const sessionId = sessionIdOf(item);
  const [list, through, expires] = [item['list']?.S, item['through']?.N, item['expires']?.N];
  if (expires && through) return { userId, sessionId, status: 'DELETED', through: Number(through) };
  const status = (['ACTIVE', 'ARCHIVED'] as const).find((each) => list === listOf(userId, each));
  if (!status) throw new Corrupted({ session: sessionId, part: 'row' });
  return listedFrom(vault, userId, status, item);
};
