/** What the group that keeps the books of privacy requests is given, beside the event store. */
import type { EventStore } from '../../events/core/event-store.ts';
import type { KeyRotator } from '../../events/core/vault.ts';
import type { ErasureScope } from '../../schemas/privacy.ts';
import type { Mailer } from '../shared/mail/ports.ts';
import type { Notify } from '../runtime/notify.ts';
import type { Signer } from '../runtime/signer.ts';

/** SPEC N15: one erasure, as it stands outside the tables and their backups. Ids and instants only. */
export type LedgerEntry = {
  subject: string;
  requestId: string;
  scope: ErasureScope;
  /** When it was asked for, ISO 8601. */
  at: string;
};

/** `entered`: when it began, ISO 8601; a hold may let weeks pass between the two. */
export type StandingEntry = LedgerEntry & { entered: string };

export interface ErasureLedger {
  /** Before the first key goes. A repeat says the same once more. Throws `StorageUnavailable`. */
  enter(entry: LedgerEntry): Promise<void>;

  /** What was entered at or after an instant, oldest first; everything without one. Throws `StorageUnavailable`. */
  since(at: string | undefined): AsyncIterable<StandingEntry>;
}

/** How far a copy of the tables knows the ledger. It rests in the tables, so that an older copy has an older one. */
export interface LedgerMark {
  get(): Promise<string | undefined>;
  set(at: string): Promise<void>;
}

/** Receipts as files that outlive the tables (SPEC N2); whoever knows a request's id may read its receipt. */
export interface ReceiptFiles {
  /** Puts a receipt where none is yet. Throws `StorageUnavailable`. */
  file(requestId: string, document: string): Promise<void>;
  read(requestId: string): Promise<string | undefined>;
}

/** The state machines of jobs. */
export type JobMachine = 'erase-data' | 'export-data' | 'verify-history' | 'rebuild-view';

/** Starts one of the jobs' state machines; a name that was used before starts nothing more. */
export type StartExecution<M extends JobMachine = JobMachine> = (execution: {
  machine: M;
  /** An id, nothing personal. */
  name: string;
  input: object;
}) => Promise<void>;

/** What the tasks of the group are given. */
export type PrivacyParts = {
  store: EventStore;
  rotator: KeyRotator;
  ledger: ErasureLedger;
  receipts: ReceiptFiles;
  signer: Signer;
  mailer: Mailer;
  notify: Notify;
  newId: () => string;
  /** The current instant, ISO 8601. */
  now: () => string;
};
