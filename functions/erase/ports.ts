import type { BodyRedactor, CommitLog } from '../../events/core/commit-log.ts';
import type { Shredder } from '../../events/core/vault.ts';
import type { BlobStore } from '../uploads/ports.ts';

/** Takes rows out of the session list without being able to open them. */
export interface SessionRowEraser {
  /**
   * Leaves a tombstone that refuses every commit of the session, late ones too; a repeat changes nothing.
   * @returns whether there was a row that showed something. Throws `StorageUnavailable`.
   */
  erase(userId: string, sessionId: string): Promise<boolean>;
}

/** What the redactor is given: it reads what is sealed, ends keys, removes bodies, rows and files. It can open nothing. */
export type EraseParts = {
  log: Pick<CommitLog, 'read' | 'readSubject' | 'newest'>;
  redactor: BodyRedactor;
  shredder: Shredder;
  rows: SessionRowEraser;
  blobs: Pick<BlobStore, 'list' | 'remove'>;
};
