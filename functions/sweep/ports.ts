import type { CommitLog } from '../../events/core/commit-log.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import type { DueSessions } from '../../events/projections/ports.ts';

/**
 * Whether compliance holds a session of somebody back from erasure, or, without one, anything of theirs (SPEC N3).
 * Throws `StorageUnavailable`.
 */
export type IsHeld = (userId: string, sessionId?: string) => Promise<boolean>;

export type RetentionParts = {
  store: EventStore;
  log: Pick<CommitLog, 'readSubject'>;
  dueSessions: DueSessions;
  isHeld: IsHeld;
  /** The current instant, ISO 8601. */
  now: () => string;
};
