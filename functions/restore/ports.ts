import type { CopyParts } from '../privacy/is-applied.ts';
import type { ErasureLedger, LedgerEntry, LedgerMark, StartExecution } from '../privacy/ports.ts';

/** What the group that makes a restored copy of the tables fit to serve is given: it looks at keys and opens none. */
export type RestoreParts = CopyParts & {
  ledger: Pick<ErasureLedger, 'since'>;
  mark: LedgerMark;
  /** Whether its request waits for a legal hold. */
  isWaiting: (entry: LedgerEntry) => Promise<boolean>;
  start: StartExecution<'erase-data'>;
};
