/**
 * SPEC N9: a commit that a consumer cannot take parks its own stream for that consumer. What comes later on that stream
 * waits behind it; other streams flow.
 *
 * Only places are kept: the commits themselves are in the event table, from where a re-drive reads them again.
 */
import * as z from 'zod';
import type { Commit, StreamAddress } from '../../../events/core/commit.ts';
import type { CommitLog } from '../../../events/core/commit-log.ts';

/** Who follows the event table's stream: names as in `functions/<group>`. */
export const Consumer = z.enum(['views', 'publish']);
export type Consumer = z.infer<typeof Consumer>;

/** What a consumer does with a commit. */
export type Consume = (commit: Commit) => Promise<void>;

export type Parked = StreamAddress & {
  consumer: Consumer;
  /** The first commit that was not taken, and the newest one that was seen behind it. */
  from: number;
  through: number;
  /** Name of the failure, and whether trying again by itself can help. */
  failure: string;
  recoverable: boolean;
  /** How often it was tried since it was parked. */
  tries: number;
  parkedAt: string;
  lastTriedAt: string;
};

/** Where a parked stream stands among others (`order.ts`). */
export type ParkedPlace = Pick<Parked, 'parkedAt' | 'subject' | 'stream' | 'consumer'>;

/** Keeps a stream to one re-drive. Whoever dies at work keeps others off until then. Instants are ISO 8601. */
export type Lease = { holder: string; now: string; until: string };

/** Places alone. Every method throws `StorageUnavailable`. */
export interface ParkedStreams {
  /** The parked streams of a consumer among some, in one consistent request. */
  among(consumer: Consumer, streams: readonly StreamAddress[]): Promise<Parked[]>;

  /** Parks a stream at a commit. Where it is parked already, that commit only joins what waits. */
  park(parked: Parked): Promise<void>;

  /** A later commit joins what waits; false where the stream is not parked any more, so that it has to be taken. */
  join(consumer: Consumer, address: StreamAddress, number: number): Promise<boolean>;

  get(consumer: Consumer, address: StreamAddress): Promise<Parked | undefined>;

  /** Oldest first. @param after the last one of the page before */
  page(
    consumer: Consumer,
    listing: { limit: number; after?: ParkedPlace },
  ): Promise<{ parked: Parked[]; more: boolean }>;

  /** Those whose failure may pass by itself; whoever was not tried for the longest time comes first. */
  recoverable(consumer: Consumer, limit: number): Promise<Parked[]>;

  /** Begins a re-drive; undefined where the stream is not parked, or another re-drive is at work on it. */
  hold(consumer: Consumer, address: StreamAddress, lease: Lease): Promise<Parked | undefined>;

  /**
   * How far a re-drive has come, or what stopped it. Answers with how it stands, and with undefined where the lease went
   * to somebody else. A lease whose `until` is its `now` ends with it.
   */
  stay(parked: Parked, lease: Lease): Promise<Parked | undefined>;

  /** Lets the stream flow again, unless something joined behind `through` meanwhile, or the lease is lost: then false. */
  release(parked: Parked, lease: Lease): Promise<boolean>;
}

/** What a group that follows the stream is given. */
export type FollowerParts = {
  consumer: Consumer;
  consume: Consume;
  log: Pick<CommitLog, 'get'>;
  parked: ParkedStreams;
  newId: () => string;
  /** The current instant, ISO 8601. */
  now: () => string;
  /** A clock that only ever goes forward. */
  milliseconds: () => number;
  /** Waits before a commit is tried again. */
  pause: (attempt: number) => Promise<void>;
};

/** Has a consumer's own group do a task (`workflows/follow/contract.ts`). Throws what the task throws. */
export type RunTask = (consumer: Consumer, task: string, input: object) => Promise<unknown>;
