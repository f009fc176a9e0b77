import type { CommitLog } from '../../events/core/commit-log.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import type { HistoryScan } from '../../events/core/history-scan.ts';
import type { LedgerSearch } from '../../events/core/ledger-search.ts';
import type { Vault } from '../../events/core/vault.ts';
import type { GenerationIndex } from '../../events/projections/generations.ts';
import type { ParkedStreams, RunTask } from '../shared/parked/ports.ts';
import type { Notify } from '../runtime/notify.ts';
import type { BlobStore } from '../shared/uploads/ports.ts';

/** What ops' door is given: it opens nobody's history. */
export type OpsParts = {
  store: EventStore;
  /** Headers alone are shown of it. */
  log: Pick<CommitLog, 'get'>;
  scan: Pick<HistoryScan, 'headers' | 'size'>;
  ledgerSearch: Pick<LedgerSearch, 'byTime'>;
  /** Seals the tokens of a census, with a key of nobody. */
  vault: Pick<Vault, 'seal' | 'open'>;
  parked: Pick<ParkedStreams, 'get' | 'page'>;
  runTask: RunTask;
  generations: Pick<GenerationIndex, 'put'>;
  /** How far a rebuild is, below `work/`. */
  blobs: Pick<BlobStore, 'read' | 'list'>;
  notify: Notify;
  newId: () => string;
  /** The current instant, ISO 8601. */
  now: () => string;
};
