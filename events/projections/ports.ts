import type { DueRequest, RequestList, RequestRow } from './requests.ts';
import type { ListedSession, SessionRow } from './session-list.ts';

/** What a list is asked for. */
export type SessionListing = {
  /** A true limit: a page holds that many rows where so many match. */
  limit: number;
  /** Absent: active and archived ones, in one order. */
  status?: ListedSession['status'];
  /** Text in title, handle or first message, any case. */
  search?: string;
  /** Only sessions that were active at or after this instant. */
  since?: string;
  nextToken?: string;
};

export type SessionPage = { rows: ListedSession[]; nextToken?: string };

/** Says anew when the sweep is to look at a person's sessions. It opens no row. */
export interface RowStamper {
  /**
   * Every row of the person, in every generation, in writes that grow with how many change. Rows under a visitor's hour
   * stay under it.
   * @param notBefore no stamp is older than this instant: the sweep is past what was before
   * @returns how many changed. Throws `StorageUnavailable`.
   */
  stampAll(userId: string, days: 30 | 90 | -1, notBefore: string): Promise<number>;
}

/**
 * Where session rows rest. Rows are sealed with the person's views key; all methods throw `StorageUnavailable`. They mean
 * the live generation (SPEC N8) where none is named.
 */
export interface SessionListStore extends RowStamper {
  /** As the last `put` left it. Throws `Corrupted` for a row that is damaged. */
  get(userId: string, sessionId: string, generation?: number): Promise<SessionRow | undefined>;

  /** Writes a row unless a newer one stands there; true where it was written. */
  put(row: SessionRow, generation?: number): Promise<boolean>;

  /**
   * Newest activity first. A damaged row is named in the log and left out. Throws `InvalidInput` for a token that was
   * not given to this person for this very status and search.
   */
  list(userId: string, listing: SessionListing): Promise<SessionPage>;

  /** Whether lists show this row already: on AWS they follow `put` by some milliseconds. */
  isListed(row: ListedSession): Promise<boolean>;

  /** How many sessions a list without a limit would show. */
  count(userId: string, listing?: Pick<SessionListing, 'status' | 'since'>): Promise<number>;
}

export type DueRange = {
  at: string;
  /** Days of the index that are looked through, `at`'s own included. */
  lookBackDays: number;
};

export interface DueSessions {
  /** Sessions to look at: oldest day first, at the cost of what is due. Throws `StorageUnavailable`. */
  due(range: DueRange): AsyncIterable<{ userId: string; sessionId: string }>;
}

/** A session as the index knows it. */
export type LastingSession = {
  userId: string;
  sessionId: string;
  /** As its row was stamped: 30, 90, or -1 without end. */
  days: number;
  /** Midnight UTC of the day of its last activity. */
  lastDay: string;
};

export interface LastingSessions {
  /**
   * Sessions that a retention of some days would have ended at an instant, whatever retention they are under; none that
   * a visitor's hour ends. Reads the index alone: an item for each session with a date in range or without an end.
   * Throws `StorageUnavailable`.
   */
  endedBy(policy: { days: 30 | 90; at: string }): AsyncIterable<LastingSession>;
}

/**
 * Where rows of privacy requests rest: ids and instants, nothing personal. All methods throw `StorageUnavailable`. They
 * mean the live generation (SPEC N8) where none is named.
 */
export interface RequestIndex {
  /** Writes a row unless a newer one stands there; true where it was written. A repeat changes nothing. */
  put(row: RequestRow, generation?: number): Promise<boolean>;

  /** What of a list is due by an instant, at the cost of that; in no order. The whole list without an instant. */
  due(list: RequestList, until?: string): AsyncIterable<DueRequest>;

  /**
   * Open requests of all people, soonest due first.
   * @param dueBefore only those that are due before this instant
   * @param after the last one of the page before
   * @returns at most `limit`, and whether there are more
   */
  page(listing: { limit: number; dueBefore?: string; after?: DueRequest }): Promise<{
    requests: DueRequest[];
    more: boolean;
  }>;
}
