/** Commits counted by the hour that they are dated into: what a digest says, held against what is in the table. */
import type { Commit } from '../../events/core/commit.ts';
import { isDamaged, type ScanPage } from '../../events/core/history-scan.ts';
import type { Statement } from '../shared/digests/ports.ts';

/** `2026-11-21T07` → how many. */
export type Hours = Record<string, number>;

const HOUR = /^\d{4}-\d{2}-\d{2}T\d{2}/;
const HOUR_MS = 3_600_000;

/** Undefined for what is no instant; its header is changed anyway. */
const hourOf = (at: string): string | undefined => HOUR.exec(at)?.[0];

/** The hours that follow each other from one instant to before another. */
function* hoursBetween({ from, to }: Pick<Statement, 'from' | 'to'>): Generator<string> {
  for (let hour = Date.parse(from); hour < Date.parse(to); hour += HOUR_MS)
    yield new Date(hour).toISOString().slice(0, 'YYYY-MM-DDTHH'.length);
}

export const counted = (hours: Hours, { found }: ScanPage<Commit>): Hours => {
  const more = { ...hours };
  for (const each of found) {
    const hour = isDamaged(each) ? undefined : hourOf(each.at);
    if (hour !== undefined) more[hour] = (more[hour] ?? 0) + 1;
  }
  return more;
};

export const summed = (parts: readonly Hours[]): Hours => {
  const sum: Hours = {};
  for (const hours of parts) for (const [hour, count] of Object.entries(hours)) sum[hour] = (sum[hour] ?? 0) + count;
  return sum;
};

export const countIn = (hours: Hours, statement: Pick<Statement, 'from' | 'to'>): number => {
  let count = 0;
  for (const hour of hoursBetween(statement)) count += hours[hour] ?? 0;
  return count;
};

/** The first hour before an instant into which something is dated. */
export const firstBefore = (hours: Hours, at: string): string | undefined =>
  Object.keys(hours)
    .filter((hour) => hour < at.slice(0, hour.length))
    .sort()[0];
