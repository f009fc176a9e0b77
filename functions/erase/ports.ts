import type { BodyRedactor, CommitLog } from '../../events/core/commit-log.ts';
import type { Shredder } from '../../events/core/vault.ts';
import type { BlobStore } from '../shared/uploads/ports.ts';

/** Takes rows out of the session list without being able to open them. */
export interface SessionRowEraser {
  /**
   * Leaves a tombstone that refuses every commit of the session, late ones too; a repeat changes nothing.
   * @returns whether there was a row that showed something. Throws `StorageUnavailable`.
   */
  erase(userId: string, sessionId: string): Promise<boolean>;

  /** The sessions of a person whose rows still show something; of one session alone where it is named. Throws as above. */
  shown(userId: string, sessionId?: string): Promise<string[]>;
}

/** Takes what is kept of a person under their id and not sealed. Both throw `StorageUnavailable`. */
export interface PersonEraser {
  count(userId: string): Promise<number>;
  /** @returns how many there were */
  remove(userId: string): Promise<number>;
}

/** The identity that a person signs in with. Both throw `StorageUnavailable`. */
export interface SignIns {
  exists(userId: string): Promise<boolean>;
  /** @returns whether there was one */
  remove(userId: string): Promise<boolean>;
}

/** What the redactor is given: it reads where things stand, ends keys, removes bodies, rows and files. It can open nothing. */
export type EraseParts = {
  log: Pick<CommitLog, 'newest'>;
  redactor: BodyRedactor;
  shredder: Shredder;
  rows: SessionRowEraser;
  blobs: Pick<BlobStore, 'list' | 'remove'>;
  /** How often they did something this minute. */
  counters: PersonEraser;
  /** Copies of mails that were sent to them. */
  mails: PersonEraser;
  signIns: SignIns;
};
