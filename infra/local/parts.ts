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
import { createDynamoDBKeyStore } from '../../functions/adapters/dynamodb/key-store.ts';
import { createDynamoDBLedgerMark } from '../../functions/adapters/dynamodb/ledger-mark.ts';
import { createDynamoDBRateLimits } from '../../functions/adapters/dynamodb/rate-limits.ts';
import { createDynamoDBRequestIndex } from '../../functions/adapters/dynamodb/request-index.ts';
import { createDynamoDBSessionList } from '../../functions/adapters/dynamodb/session-list-store.ts';
import { createDynamoDBSessionRowEraser } from '../../functions/adapters/dynamodb/session-row-eraser.ts';
import { createDynamoDBUploadNotes } from '../../functions/adapters/dynamodb/upload-notes.ts';
import { createVault } from '../../functions/adapters/sealing/vault.ts';
import { createLedger } from '../../functions/privacy/ledger.ts';
import { createReceiptFiles } from '../../functions/privacy/receipt-files.ts';
import { backoff } from '../../functions/runtime/backoff.ts';
import { holdsIn } from '../../functions/sweep/is-held.ts';
import type { BlobStore } from '../../functions/uploads/ports.ts';
import { createLocalBlobs } from './blobs/index.ts';
import { keyEncryptionKeyIn } from './key-file.ts';
import type { RuntimeOptions } from './options.ts';
import { receiptSignerIn } from './receipt-key-file.ts';

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
  return {
    dynamodb,
    vault,
    log,
    store,
    isHeld: holdsIn({ store }),
    redactor: createDynamoDBBodyRedactor(dynamodb, 'events'),
    sessions: createDynamoDBSessionList(dynamodb, 'views', vault),
    rows: createDynamoDBSessionRowEraser(dynamodb, 'views'),
    requests: createDynamoDBRequestIndex(dynamodb, 'views', () => Date.parse(now())),
    dueSessions: createDynamoDBDueSessions(dynamodb, 'views'),
    lastingSessions: createDynamoDBLastingSessions(dynamodb, 'views', now),
    uploadNotes: createDynamoDBUploadNotes(dynamodb, 'views'),
    limits: createDynamoDBRateLimits(dynamodb, 'counters', now),
    counters: createDynamoDBCountersEraser(dynamodb, 'counters'),
    blobs,
    records,
    ledger: createLedger({ blobs: records, now }),
    ledgerMark: createDynamoDBLedgerMark(dynamodb, 'keys'),
    receipts: createReceiptFiles({ blobs: records }),
    signer: receiptSignerIn(dataDir),
  };
};
