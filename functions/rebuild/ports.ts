/** What the group that builds views anew is given, beside the event store. */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { EventStore } from '../../events/core/event-store.ts';
import type { HistoryScan, ScanPlace, Segment } from '../../events/core/history-scan.ts';
import type { KeyPrefetch } from '../../events/core/vault.ts';
import type { RowStamper } from '../../events/projections/ports.ts';
import type { BlobStore } from '../shared/uploads/ports.ts';
import type { GenerationIndex } from '../../events/projections/generations.ts';
import type { RequestRow } from '../../events/projections/requests.ts';
import type { SessionRow } from '../../events/projections/session-list.ts';

/** A row whose item cannot be read is named by its place. */
export type RowPage<Row> = { rows: Row[]; damaged: { subject: string; id: string }[]; next?: ScanPlace };

/** The rows of a view by generation. `functions/adapters/dynamodb` has one for each view. All throw `StorageUnavailable`. */
export interface RowStore<Row> {
  /**
   * Rows of a generation, unless newer ones stand there: many at once, which is twice as fast as one by one.
   * @returns how many were written
   */
  insert(generation: number, rows: readonly Row[]): Promise<number>;

  /** The rows of a generation, page by page; all of a person are in one part. Tombstones are left out. */
  page(generation: number, segment: Segment, after?: ScanPlace): Promise<RowPage<Row>>;

  /** Some rows by their ids, undefined for what is not there; in the order in which they were asked for. */
  some(generation: number, rows: readonly { subject: string; id: string }[]): Promise<(Row | undefined)[]>;

  /** Removes a page of the rows of a generation, tombstones too, unopened. */
  remove(generation: number, segment: Segment, after?: ScanPlace): Promise<{ removed: number; next?: ScanPlace }>;
}

export type RebuildParts = {
  store: EventStore;
  scan: HistoryScan;
  vault: KeyPrefetch;
  sessions: RowStamper;
  /** Where whoever writes rows learns of a new generation. */
  generations: Pick<GenerationIndex, 'put'>;
  sessionRows: RowStore<SessionRow>;
  requestRows: RowStore<RequestRow>;
  /** Where progress rests, below `work/`: ids, numbers and places. */
  blobs: Pick<BlobStore, 'read' | 'write' | 'remove' | 'list'>;
  /** For how long other processes may go on with the generations that they knew, in seconds. */
  knownForSeconds: number;
  /** The current instant, ISO 8601. */
  now: () => string;
  /** Milliseconds of a clock that only goes forward: a task hands over before its time is up. */
  milliseconds: () => number;
  /** Waits before another attempt, which counts from 1. */
  backoff: (attempt: number) => Promise<void>;
  /** For how long a task may work, in milliseconds. */
  budget?: number;
  logger: Pick<Logger, 'error'>;
};
