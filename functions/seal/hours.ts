/** Instants as the ledger is sealed by: hours, in days of the index. ISO 8601, UTC. */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** At or after `from`, before `to`. */
export type Span = { from: string; to: string };

const later = (at: string, milliseconds: number): string => new Date(Date.parse(at) + milliseconds).toISOString();

/** Whether this is an instant: nobody has checked what stands in an index. */
export const isInstant = (at: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) && !Number.isNaN(Date.parse(at));

/** The beginning of the hour in which an instant lies. */
export const hourOf = (at: string): string => `${at.slice(0, 'YYYY-MM-DDTHH'.length)}:00:00.000Z`;

export const nextHour = (hour: string): string => later(hour, HOUR);

/** The end of the newest hour that ended so many minutes ago. */
export const lastEnd = (now: string, minutes: number): string => hourOf(later(now, -minutes * 60_000));

/** The newest instant before another one. */
export const justBefore = (at: string): string => later(at, -1);

/** A span in days, oldest first, since the index has its partitions by day. */
export function* daysOf({ from, to }: Span): Generator<Span> {
  for (let start = from; start < to;) {
    const midnight = later(`${start.slice(0, 'YYYY-MM-DD'.length)}T00:00:00.000Z`, DAY);
    const end = midnight < to ? midnight : to;
    yield { from: start, to: end };
    start = end;
  }
}
