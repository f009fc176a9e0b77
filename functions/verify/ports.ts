/** What the group that verifies the history is given. It opens seals to prove that they open, and shows nobody what is inside. */
import type { Commit } from '../../events/core/commit.ts';
import type { CommitLog } from '../../events/core/commit-log.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import type { HistoryScan, ScanPage, ScanPlace } from '../../events/core/history-scan.ts';
import type { Vault } from '../../events/core/vault.ts';
import type { DigestStore } from '../shared/digests/ports.ts';
import type { Notify } from '../runtime/notify.ts';
import type { Signer } from '../runtime/signer.ts';
import type { BlobStore } from '../shared/uploads/ports.ts';

/** A person's commits, or those of one of their streams, in the order of `readSubject`. Throws `StorageUnavailable`. */
export interface SubjectHistory {
  page(which: { subject: string; stream?: string | undefined }, after?: ScanPlace): Promise<ScanPage<Commit>>;
}

/** What it takes to say whether commits are as they were appended. */
export type Proofs = {
  vault: Pick<Vault, 'open' | 'erasedBy'>;
  scan: Pick<HistoryScan, 'some'>;
};

export type VerifyParts = Proofs & {
  store: EventStore;
  log: Pick<CommitLog, 'ledger'>;
  scan: HistoryScan;
  digests: Pick<DigestStore, 'list' | 'heads' | 'headsSha256'>;
  digestSigner: Pick<Signer, 'keyId' | 'publicKey'>;
  /** Where progress rests, below `work/`. */
  blobs: Pick<BlobStore, 'read' | 'write' | 'remove' | 'list'>;
  notify: Notify;
  /** The current instant, ISO 8601. */
  now: () => string;
  /** Milliseconds of a clock that only goes forward: a task hands over before its time is up. */
  milliseconds: () => number;
};

/** How long one invocation of a task works, and after how many pages it writes down how far it is. */
export type Pace = { milliseconds: number; pages: number };

/** Lambda ends what takes 15 minutes. A page is a megabyte: some thousand commits. */
export const PACE: Pace = { milliseconds: 600_000, pages: 8 };
