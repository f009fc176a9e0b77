/**
 * When the sweep looks at a session: two plain attributes of its row, and the keys of the `due` index.
 *
 * A stamp says when to look and never that a session goes: that is decided on its newest commit. So it may be coarse, and
 * then a turn rarely moves it: a moved index item costs two write units, one that stays as it is costs none.
 *
 * - A visitor's hour is rounded down to five minutes, the pause between two sweeps: at most one look comes too early, and
 *   the first sweep after the hour finds the session.
 * - Days of retention are rounded up to midnight UTC: what is kept for 30 days goes on day 31, and is looked at once.
 * - What has no end stands under `never`, by its last day of activity: no sweep goes there, the simulator does.
 */
import { createHash } from 'node:crypto';
import { dueAt } from '../session/index.ts';

/** 0 stands for a visitor's hour, -1 for no end. */
export type KeptDays = 0 | 30 | 90 | -1;

export type Stamp = { dueDay: string; dueAt: string };

/** A partition takes 1,000 write units a second; so many share a day. */
export const DUE_SHARDS = 4;

const FIVE_MINUTES = 300_000;
const DAY = 86_400_000;
const NEVER = 'never';

const iso = (ms: number): string => new Date(ms).toISOString();

/** @param day as `2026-11-21`, perhaps with a prefix before it; or the name of something else that is due */
export const shardOf = (day: string, subject: string): string =>
  `${day}#${createHash('sha256').update(subject).digest()[0]! % DUE_SHARDS}`;

export const shards = (day: string): string[] => Array.from({ length: DUE_SHARDS }, (_, shard) => `${day}#${shard}`);

/** Where a thing that the sweep is to look at from an instant on stands in the index. */
export const stampAt = (at: string, subject: string, prefix = ''): Stamp => ({
  dueDay: shardOf(`${prefix}${at.slice(0, 10)}`, subject),
  dueAt: at,
});

type Dated = { userId: string; lastActive: string };

/** @param notBefore looks before this instant are over: the sweep would not find what is stamped for then */
export const stampOf = ({ userId, lastActive }: Dated, days: KeptDays, notBefore = ''): Stamp => {
  const due = dueAt(userId, { lastActive, ...(days === 0 ? {} : { kept: true }) }, days);
  if (due === undefined)
    return { dueDay: shardOf(NEVER, userId), dueAt: iso(Math.floor(Date.parse(lastActive) / DAY) * DAY) };
  const coarse =
    days === 0 ? Math.floor(Date.parse(due) / FIVE_MINUTES) * FIVE_MINUTES : Math.ceil(Date.parse(due) / DAY) * DAY;
  const look = iso(coarse);
  return stampAt(look > notBefore ? look : notBefore, userId);
};

/** Midnight of the day of last activity, as a stamp of some days of retention tells it. */
export const lastDayOf = (stamped: string, days: 30 | 90 | -1): string =>
  days === -1 ? stamped : iso((Math.ceil(Date.parse(stamped) / DAY) - days - 1) * DAY);

/** The partitions of the days that end with `at`, oldest first. */
export const dueDays = (at: string, lookBackDays: number, prefix = ''): string[] =>
  Array.from({ length: lookBackDays }, (_, index) =>
    iso(Date.parse(at) - (lookBackDays - 1 - index) * DAY).slice(0, 10),
  ).flatMap((day) => shards(`${prefix}${day}`));

export const neverDays = (): string[] => shards(NEVER);
