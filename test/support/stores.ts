/** The event store on each of its homes: the memory twin, the engine in memory, the engine on a file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { BodyRedactor, CommitLog } from '../../events/core/commit-log.ts';
import { createEventStore, type EventStoreParts } from '../../events/core/create-event-store.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import { createMemoryCommitLog } from '../../events/core/memory-commit-log.ts';
import type { KeyPrefetch, Vault } from '../../events/core/vault.ts';
import { createDynamoDBClient } from '../../functions/adapters/dynamodb/client.ts';
import { createDynamoDBBodyRedactor, createDynamoDBCommitLog } from '../../functions/adapters/dynamodb/commit-log.ts';
import { createDynamoDBKeyStore } from '../../functions/adapters/dynamodb/key-store.ts';
import { createKeyEncryptionKey } from '../../functions/adapters/sealing/key-encryption-key.ts';
import { createMemoryKeyStore, type KeyStore } from '../../functions/adapters/sealing/key-store.ts';
import { createVault } from '../../functions/adapters/sealing/vault.ts';
import { backoff } from '../../functions/runtime/backoff.ts';
import { createTables } from '../../infra/local/create-tables.ts';
import { startEngine } from '../../infra/local/engine.ts';

export type Home = {
  log: CommitLog & BodyRedactor;
  keys: KeyStore;
  vault: Vault & KeyPrefetch;
  store: EventStore;
  /** Another store on the same log and vault, with some parts of its own. */
  storeWith: (parts: Partial<EventStoreParts>) => EventStore;
  client?: DynamoDBClient;
  endpoint?: string;
  stop: () => Promise<void>;
};

/** A clock that moves one second at every look. */
export const tickingClock = (start = '2026-01-22T10:00:00.000Z'): (() => string) => {
  let next = Date.parse(start);
  return () => {
    const now = new Date(next).toISOString();
    next += 1_000;
    return now;
  };
};

/** For who makes a vault of its own. */
export const kekOfTests = createKeyEncryptionKey('kek-test', async () => new Uint8Array(32).fill(7));

const homeOf = (log: CommitLog & BodyRedactor, keys: KeyStore, rest: Pick<Home, 'stop'> & Partial<Home>): Home => {
  const vault = createVault({ keys, kek: kekOfTests, milliseconds: () => performance.now() });
  const parts = { log, vault, now: tickingClock(), backoff };
  return {
    log,
    keys,
    vault,
    store: createEventStore(parts),
    storeWith: (other) => createEventStore({ ...parts, ...other }),
    ...rest,
  };
};

export const memoryHome = async (): Promise<Home> =>
  homeOf(createMemoryCommitLog(), createMemoryKeyStore(), { stop: async () => {} });

export const engineHome = async (dataDir?: string): Promise<Home> => {
  const engine = await startEngine(dataDir);
  const client = createDynamoDBClient(engine.endpoint);
  await createTables(client);
  const log = { ...createDynamoDBCommitLog(client, 'events'), ...createDynamoDBBodyRedactor(client, 'events') };
  return homeOf(log, createDynamoDBKeyStore(client, 'keys'), {
    client,
    endpoint: engine.endpoint,
    stop: async () => {
      client.destroy();
      await engine.stop();
    },
  });
};

export const fileHome = async (): Promise<Home> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dixon-test-'));
  const home = await engineHome(dataDir);
  return {
    ...home,
    stop: async () => {
      await home.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
