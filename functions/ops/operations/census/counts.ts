/** What a census has counted: events by type of stream, type and version. */
import * as z from 'zod';
import { streamType, type CommitHeader } from '../../../../events/core/commit.ts';
import { isDamaged, type Damaged } from '../../../../events/core/history-scan.ts';
import { isFoldable } from '../../../../events/streams.ts';

const Count = z.int().min(0);

const Row = z.object({
  stream: z.string(),
  type: z.string(),
  version: z.number(),
  count: Count,
  oldest: z.string(),
  newest: z.string(),
});
type Row = z.infer<typeof Row>;

export const Counts = z.object({
  commits: Count,
  /** Items of the index that are no commits. */
  damaged: Count,
  rows: z.array(Row),
});
export type Counts = z.infer<typeof Counts>;

export const NOTHING: Counts = { commits: 0, damaged: 0, rows: [] };

const keyOf = ({ stream, type, version }: Pick<Row, 'stream' | 'type' | 'version'>): string =>
  `${stream} ${type} ${version}`;

const oneMore = (row: Row, at: string): Row => ({
  ...row,
  count: row.count + 1,
  oldest: at < row.oldest ? at : row.oldest,
  newest: at > row.newest ? at : row.newest,
});

/** Whoever changed the table may have left a version that is no number, which no row can have. */
const isCommit = (found: CommitHeader | Damaged): found is CommitHeader =>
  !isDamaged(found) && found.events.every(({ version }) => Number.isInteger(version) && version < 2 ** 31);

/** Those counted before and these, which are read once. */
export const countedWith = (before: Counts, found: readonly (CommitHeader | Damaged)[]): Counts => {
  const rows = new Map(before.rows.map((row) => [keyOf(row), row]));
  const commits = found.filter(isCommit);
  for (const { stream, events, at } of commits)
    for (const { type, version } of events) {
      const which = { stream: streamType(stream), type, version };
      const row = rows.get(keyOf(which)) ?? { ...which, count: 0, oldest: at, newest: at };
      rows.set(keyOf(which), oneMore(row, at));
    }
  return {
    commits: before.commits + commits.length,
    damaged: before.damaged + found.length - commits.length,
    rows: [...rows.values()],
  };
};

const inOrder = (a: Row, b: Row): number =>
  a.stream === b.stream && a.type === b.type ? a.version - b.version : keyOf(a) < keyOf(b) ? -1 : 1;

/** By type of stream, type and version, each with whether this release can fold it. */
export const shownRows = ({ rows }: Counts) =>
  rows.toSorted(inOrder).map((row) => ({ ...row, foldable: isFoldable(row.stream, row) }));
