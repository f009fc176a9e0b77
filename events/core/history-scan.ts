/**
 * The ports to whoever reads the whole event table, in parts that can be read side by side. Adapter:
 * `functions/adapters/dynamodb/history-scan.ts`.
 *
 * Pages, so that the reader can stop between any two, keep its place, and go on there in another process.
 */
import type { Commit, CommitHeader, StreamAddress } from './commit.ts';

/** One of `of` parts, counted from 0. */
export type Segment = { segment: number; of: number };

/** Where a page ended: for the next request, and as text that JSON carries. */
export type ScanPlace = Readonly<Record<string, string>>;

/** An item that is no commit: SPEC C9 wants it named and set aside, not to end everything. */
export type Damaged = { damaged: { subject: string; sk: string } };

export const isDamaged = (found: Commit | CommitHeader | Damaged): found is Damaged => 'damaged' in found;

/** The place of one commit. */
export type CommitAddress = StreamAddress & { number: number };

/** `misfiled`: commits found in the table whose place in the index is not that of their time, so that audits miss them. */
export type ScanPage<T> = { found: (T | Damaged)[]; misfiled?: CommitAddress[]; next?: ScanPlace };

export interface HistoryScan {
  /**
   * Commits with their bodies. All of a person are in one part, one after the other in the order of `readSubject`; a page
   * may end in the middle of a stream. Throws `StorageUnavailable`.
   */
  commits(segment: Segment, after?: ScanPlace): Promise<ScanPage<Commit>>;

  /**
   * Headers without bodies from the index, at less than half the cost; in no order, and it may lack the newest. Every
   * commit is in one part. Throws `StorageUnavailable`.
   */
  headers(segment: Segment, after?: ScanPlace): Promise<ScanPage<CommitHeader>>;

  /** Some commits by their places, in no order; what is not there is left out. Throws `StorageUnavailable`. */
  some(places: readonly CommitAddress[]): Promise<(Commit | Damaged)[]>;

  /** How many commits there are and how many bytes they take, about: DynamoDB counts every six hours. */
  size(): Promise<{ commits: number; bytes: number }>;
}
