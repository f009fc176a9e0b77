/** Puts the adapters of a Lambda group together, from its environment. Only `index.ts` files call this. */
import { KMSClient } from '@aws-sdk/client-kms';
import { createEventStore } from '../../events/core/create-event-store.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import type { CommitLog } from '../../events/core/commit-log.ts';
import type { KeyPrefetch, Vault } from '../../events/core/vault.ts';
import type { GenerationIndex } from '../../events/projections/generations.ts';
import type { DueSessions, LastingSessions, RequestIndex, SessionListStore } from '../../events/projections/ports.ts';
import { createAnonymousTokens } from '../adapters/anonymous-tokens.ts';
import { createDynamoDBClient } from '../adapters/dynamodb/client.ts';
import { createDynamoDBCommitLog } from '../adapters/dynamodb/commit-log.ts';
import { createDynamoDBDueSessions, createDynamoDBLastingSessions } from '../adapters/dynamodb/due-index.ts';
import { createDynamoDBGenerationIndex } from '../adapters/dynamodb/generation-index.ts';
import { createDynamoDBKeyStore } from '../adapters/dynamodb/key-store.ts';
import { createDynamoDBParkedStreams } from '../adapters/dynamodb/parked-streams.ts';
import { createDynamoDBRateLimits } from '../adapters/dynamodb/rate-limits.ts';
import { createDynamoDBRequestIndex } from '../adapters/dynamodb/request-index.ts';
import { createDynamoDBSessionList } from '../adapters/dynamodb/session-list-store.ts';
import { createDynamoDBUploadNotes } from '../adapters/dynamodb/upload-notes.ts';
import { createKmsKeyEncryptionKey } from '../adapters/sealing/kms.ts';
import { createSigningKeys } from '../adapters/sealing/signing-key.ts';
import { createVault } from '../adapters/sealing/vault.ts';
import type { AnonymousTokens, RateLimits } from '../api/ports.ts';
import type { ParkedStreams } from '../shared/parked/ports.ts';
import type { UploadNotes } from '../shared/uploads/tickets.ts';
import { backoff } from './backoff.ts';
import { environment } from './environment.ts';

export const now = (): string => new Date().toISOString();

/** The event store of this instance. */
export const storeFromEnvironment = (): {
  log: CommitLog;
  store: EventStore;
  vault: Vault & KeyPrefetch;
  generations: () => GenerationIndex;
  sessions: () => SessionListStore;
  dueSessions: () => DueSessions;
  lastingSessions: () => LastingSessions;
  uploadNotes: () => UploadNotes;
  requests: () => RequestIndex;
  tokens: () => AnonymousTokens;
  limits: () => RateLimits;
  parked: () => ParkedStreams;
} => {
  const env = environment('EVENTS_TABLE', 'KEYS_TABLE', 'KMS_KEY_ID', 'DYNAMODB_ENDPOINT');
  const dynamodb = createDynamoDBClient(env.DYNAMODB_ENDPOINT);
  const keys = createDynamoDBKeyStore(dynamodb, env.KEYS_TABLE);
  const kek = createKmsKeyEncryptionKey({ kms: new KMSClient(), kmsKeyId: env.KMS_KEY_ID, keys });
  const vault = createVault({ keys, kek, milliseconds: () => performance.now() });
  const log = createDynamoDBCommitLog(dynamodb, env.EVENTS_TABLE);
  const views = () => environment('VIEWS_TABLE').VIEWS_TABLE;
  // one of an instance: what it knows, all that reads rows here knows
  let known: GenerationIndex | undefined;
  const generations = () => (known ??= createDynamoDBGenerationIndex(dynamodb, views()));
  return {
    log,
    store: createEventStore({ log, vault, now, backoff }),
    vault,
    generations,
    sessions: () => createDynamoDBSessionList(dynamodb, views(), vault, { generations: generations() }),
    dueSessions: () => createDynamoDBDueSessions(dynamodb, views(), generations()),
    lastingSessions: () => createDynamoDBLastingSessions(dynamodb, views(), now, generations()),
    uploadNotes: () => createDynamoDBUploadNotes(dynamodb, views()),
    requests: () => createDynamoDBRequestIndex(dynamodb, views(), { generations: generations() }),
    tokens: () => createAnonymousTokens({ keys: createSigningKeys({ keys, kek }), now }),
    limits: () => createDynamoDBRateLimits(dynamodb, environment('COUNTERS_TABLE').COUNTERS_TABLE, now),
    parked: () => createDynamoDBParkedStreams(dynamodb, environment('PARKED_TABLE').PARKED_TABLE, backoff),
  };
};
