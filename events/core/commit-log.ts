/** The port to the append-only table. Two adapters: memory (here) and DynamoDB (`functions/adapters/dynamodb`). */
import type { Commit, CommitHeader, StreamAddress } from './commit.ts';

export type AppendResult = { appended: true } | { appended: false; winner: Commit };

export type NewestOptions = {
  limit: number;
  /** Read what every acknowledged append left, at twice the read units; otherwise the newest may be missing. */
  consistent?: boolean;
  /** Only commits below this number: the page after the one that ended there. */
  below?: number;
};

export type LedgerRange = {
  /** ISO instants, both inclusive. */
  from: string;
  to: string;
};

export interface CommitLog {
  /**
   * Puts the commit if its number is free in its stream, and answers with the winner's item otherwise.
   * Throws `StorageUnavailable`.
   */
  append(commit: Commit): Promise<AppendResult>;

  /** The newest commits of a stream, highest number first, in one request. */
  newest(address: StreamAddress, options: NewestOptions): Promise<Commit[]>;

  /** Every commit of a stream, ascending. */
  read(address: StreamAddress): AsyncIterable<Commit>;

  /** Every commit of a person, stream after stream, each ascending. @param type of streams with ids of their own alone */
  readSubject(subject: string, type?: string): AsyncIterable<Commit>;

  /** One commit, or undefined. */
  get(address: StreamAddress, number: number): Promise<Commit | undefined>;

  /** Headers of all subjects by time, from the index: eventually consistent, ascending within a shard of a day. */
  ledger(range: LedgerRange): AsyncIterable<CommitHeader>;
}

/** Where a commit of a person stands, and nothing that is in it. */
export type CommitPlace = Pick<Commit, 'stream' | 'number'>;

export type PlacesOptions = {
  /** Of this stream alone. */
  stream?: string;
  /** Of streams with ids of their own of this type alone. */
  type?: string;
  /** Only commits that still have a body. */
  withBody?: boolean;
};

/** What only the erase job may do: remove bodies. Headers and commitments stay, so the chain still verifies. */
export interface BodyRedactor {
  /** Removes the body of one commit; a repeat changes nothing. */
  removeBody(address: StreamAddress, number: number): Promise<void>;

  /** What every acknowledged append left, in the order of `readSubject`; no body leaves the table for it. */
  places(subject: string, options?: PlacesOptions): AsyncIterable<CommitPlace>;
}
