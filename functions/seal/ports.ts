/** What the group that seals the ledger is given: headers and digests. It reads no body and appends nothing. */
import type { CommitHeader } from '../../events/core/commit.ts';
import type { LedgerRange } from '../../events/core/commit-log.ts';
import type { Damaged, HistoryScan } from '../../events/core/history-scan.ts';
import type { DigestStore } from '../shared/digests/ports.ts';
import type { Signer } from '../runtime/signer.ts';

/**
 * Headers of one partition of the ledger index (`ledgerDay`), ascending by `at`; what is no commit takes its place among
 * them. Eventually consistent. Throws `StorageUnavailable`.
 */
export type ReadLedgerPartition = (partition: string, range: LedgerRange) => AsyncIterable<CommitHeader | Damaged>;

export type SealParts = {
  /** For the oldest commit, once. */
  scan: Pick<HistoryScan, 'headers'>;
  ledgerPartition: ReadLedgerPartition;
  digests: Pick<DigestStore, 'add' | 'newest'>;
  digestSigner: Signer;
  /** The current instant, ISO 8601. */
  now: () => string;
  /** Milliseconds of a clock that only goes forward: a run hands over before its time is up. */
  milliseconds: () => number;
};
