import type { SessionRow } from './session-list.ts';

export type SessionPage = { rows: SessionRow[]; nextToken?: string };

/** Where session rows rest. Rows are sealed with the person's views key; all methods throw `StorageUnavailable`. */
export interface SessionListStore {
  get(userId: string, sessionId: string): Promise<SessionRow | undefined>;
  /** Writes a row unless a newer one stands there; true where it was written. */
  put(row: SessionRow): Promise<boolean>;
  /** Newest activity first, in one query. Throws `InvalidInput` for a token that is not one of ours. */
  list(userId: string, options: { limit: number; nextToken?: string }): Promise<SessionPage>;
}
