/** The storage of one machine: every adapter on the engine's tables and on the folders beside them. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createEventStore } from '../../events/core/create-event-store.ts';
import type { CommitLog } from '../../events/core/commit-log.ts';
import { createDynamoDBClient } from '../../functions/adapters/dynamodb/client.ts';
import { createDynamoDBBodyRedactor, createDynamoDBCommitLog } from '../../functions/adapters/dynamodb/commit-log.ts';
import { createDynamoDBCountersEraser } from '../../functions/adapters/dynamodb/counters-eraser.ts';
import {
  createDynamoDBDueSessions,
  createDynamoDBLastingSessions,
} from '../../functions/adapters/dynamodb/due-index.ts';
import { createDynamoDBGenerationIndex } from '../../functions/adapters/dynamodb/generation-index.ts';
import { createDynamoDBHistoryScan } from '../../functions/adapters/dynamodb/history-scan.ts';
import { createDynamoDBKeyStore } from '../../functions/adapters/dynamodb/key-store.ts';
import { createDynamoDBLedgerMark } from '../../functions/adapters/dynamodb/ledger-mark.ts';
import { ledgerPartitionOf } from '../../functions/adapters/dynamodb/ledger-partition.ts';
import { createDynamoDBLedgerSearch } from '../../functions/adapters/dynamodb/ledger-search.ts';
import { createDynamoDBParkedStreams } from '../../functions/adapters/dynamodb/parked-streams.ts';
import { createDynamoDBRateLimits } from '../../functions/adapters/dynamodb/rate-limits.ts';
import { createDynamoDBRequestIndex } from '../../functions/adapters/dynamodb/request-index.ts';
import { createDynamoDBRequestRows } from '../../functions/adapters/dynamodb/request-rows.ts';
import { createDynamoDBSessionList } from '../../functions/adapters/dynamodb/session-list-store.ts';
import { createDynamoDBSessionRowEraser } from '../../functions/adapters/dynamodb/session-row-eraser.ts';
import { createDynamoDBSessionRows } from '../../functions/adapters/dynamodb/session-rows.ts';
import { createDynamoDBSubjectHistory } from '../../functions/adapters/dynamodb/subject-history.ts';
import { createDynamoDBUploadNotes } from '../../functions/adapters/dynamodb/upload-notes.ts';
import { createVault } from '../../functions/adapters/sealing/vault.ts';
import { createLedger } from '../../functions/privacy/ledger.ts';
import { createReceiptFiles } from '../../functions/privacy/receipt-files.ts';
import { backoff } from '../../functions/runtime/backoff.ts';
import { holdsIn } from '../../functions/sweep/is-held.ts';
import type { BlobStore } from '../../functions/shared/uploads/ports.ts';
import { createLocalBlobs } from './blobs/index.ts';
import { digestFolderIn } from './digest-folder.ts';
import { keyEncryptionKeyIn } from './key-file.ts';
import type { RuntimeOptions } from './options.ts';
import { signerIn } from './signer-file.ts';

/** Calls `appended` after every commit that went in, so that nobody waits for a poll. */
const noticing = (log: CommitLog, appended: () => void): CommitLog => ({
  ...log,
  append: async (commit) => {
    const result = await log.append(commit);
    appended();
    return result;
  },
});

const clientAt = (endpoint: string, decorate?: (client: DynamoDBClient) => void): DynamoDBClient => {
  const client = createDynamoDBClient(endpoint);
  decorate?.(client);
  return client;
};

type FoldersOptions = Pick<RuntimeOptions, 'dataDir' | 'decorate'> & { now: () => string };

/** Uploads and exports; and what outlives the tables, to which nobody is given a link. */
const folders = ({ dataDir, now, decorate = {} }: FoldersOptions) => {
  const blobs = createLocalBlobs({ dataDir, now });
  const records: BlobStore = createLocalBlobs({ dataDir, now, name: 'records' });
  return [decorate.blobs?.(blobs) ?? blobs, decorate.records?.(records) ?? records] as const;
};

export type Storage = ReturnType<typeof storageIn>;

type StorageOptions = Pick<RuntimeOptions, 'dataDir' | 'decorate'> & {
  endpoint: string;
  now: () => string;
  /** Hears of every commit. */
  appended: () => void;
};

export const storageIn = ({ dataDir, endpoint, now, appended, decorate = {} }: StorageOptions) => {
  const dynamodb = clientAt(endpoint, decorate.client);
  const keys = createDynamoDBKeyStore(dynamodb, 'keys');
  const vault = createVault({ keys, kek: keyEncryptionKeyIn(dataDir), milliseconds: () => performance.now() });
  const log = noticing(createDynamoDBCommitLog(dynamodb, 'events'), appended);
  const store = createEventStore({ log, vault, now, backoff });
  const [blobs, records] = folders({ dataDir, now, decorate });
  // nobody else puts anything into these tables, so what was read once is known until it is put anew
  const generations = createDynamoDBGenerationIndex(dynamodb, 'views', { forSeconds: Infinity });
  return {
    dynamodb,
    vault,
    log,
    store,
    isHeld: holdsIn({ store }),
    scan: createDynamoDBHistoryScan(dynamodb, 'events'),
    subjectHistory: createDynamoDBSubjectHistory(dynamodb, 'events'),
    ledgerPartition: ledgerPartitionOf(dynamodb, 'events'),
    ledgerSearch: createDynamoDBLedgerSearch(dynamodb, 'events'),
    redactor: createDynamoDBBodyRedactor(dynamodb, 'events'),
    generations,
    sessions: createDynamoDBSessionList(dynamodb, 'views', vault, { generations }),
    rows: createDynamoDBSessionRowEraser(dynamodb, 'views', { generations }),
    requests: createDynamoDBRequestIndex(dynamodb, 'views', { nowMs: () => Date.parse(now()), generations }),
    dueSessions: createDynamoDBDueSessions(dynamodb, 'views', generations),
    lastingSessions: createDynamoDBLastingSessions(dynamodb, 'views', now, generations),
    sessionRows: createDynamoDBSessionRows(dynamodb, 'views', vault),
    requestRows: createDynamoDBRequestRows(dynamodb, 'views', () => Date.parse(now())),
    uploadNotes: createDynamoDBUploadNotes(dynamodb, 'views'),
    limits: createDynamoDBRateLimits(dynamodb, 'counters', now),
    counters: createDynamoDBCountersEraser(dynamodb, 'counters'),
    parked: createDynamoDBParkedStreams(dynamodb, 'parked', backoff),
    blobs,
    records,
    ledger: createLedger({ blobs: records, now }),
    ledgerMark: createDynamoDBLedgerMark(dynamodb, 'keys'),
    receipts: createReceiptFiles({ blobs: records }),
    signer: signerIn(dataDir, 'receipt'),
    digests: digestFolderIn(dataDir),
    digestSigner: signerIn(dataDir, 'digest'),
    bundleSigner: signerIn(dataDir, 'bundle'),
  };
};
