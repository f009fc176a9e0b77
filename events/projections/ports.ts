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

/** Where session rows rest. Rows are sealed with the person's views key; all methods throw `StorageUnavailable`. */
export interface SessionListStore {
  /** As the last `put` left it. Throws `Corrupted` for a row that is damaged. */
  get(userId: string, sessionId: string): Promise<SessionRow | undefined>;

  /** Writes a row unless a newer one stands there; true where it was written. */
  put(row: SessionRow): Promise<boolean>;

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
