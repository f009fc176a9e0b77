import type { CommitLog } from '../../events/core/commit-log.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import type { HistoryScan } from '../../events/core/history-scan.ts';
import type { LedgerSearch } from '../../events/core/ledger-search.ts';
import type { Vault } from '../../events/core/vault.ts';
import type { DigestStore } from '../shared/digests/ports.ts';
import type { Notify } from '../runtime/notify.ts';
import type { Signer } from '../runtime/signer.ts';
import type { ReadLedgerPartition } from '../seal/ports.ts';
import type { BlobStore } from '../shared/uploads/ports.ts';
import type { SubjectHistory } from '../verify/ports.ts';

/** What compliance's door is given: it reads the history of everybody, and records that it did. It takes nothing away. */
export type AuditParts = {
  store: EventStore;
  log: CommitLog;
  /** Seals its page tokens, and opens bodies to see that they open. */
  vault: Pick<Vault, 'erasedBy' | 'seal' | 'open'>;
  scan: Pick<HistoryScan, 'some' | 'size'>;
  /** Finds headers, and shows no body. */
  ledgerSearch: LedgerSearch;
  subjectHistory: SubjectHistory;
  ledgerPartition: ReadLedgerPartition;
  digests: Pick<DigestStore, 'list' | 'newest' | 'heads'>;
  /** For showing what a digest is verified with. */
  digestSigner: Pick<Signer, 'keyId' | 'publicKey'>;
  bundleSigner: Signer;
  /** Where audit bundles rest, and the progress of verifications. */
  blobs: Pick<BlobStore, 'head' | 'read' | 'write' | 'presignGet'>;
  notify: Notify;
  newId: () => string;
  /** The current instant, ISO 8601. */
  now: () => string;
};
