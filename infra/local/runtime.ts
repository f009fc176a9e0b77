/**
 * Dixon on one machine: the engine, the handlers of the cloud, the interpreter, the pollers and timers, put together.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { createEventStore } from '../../events/core/create-event-store.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import type { CommitLog } from '../../events/core/commit-log.ts';
import type { Vault } from '../../events/core/vault.ts';
import { createAnonymousTokens } from '../../functions/adapters/anonymous-tokens.ts';
import { createDynamoDBClient } from '../../functions/adapters/dynamodb/client.ts';
import { createDynamoDBBodyRedactor, createDynamoDBCommitLog } from '../../functions/adapters/dynamodb/commit-log.ts';
import {
  createDynamoDBDueSessions,
  createDynamoDBLastingSessions,
} from '../../functions/adapters/dynamodb/due-index.ts';
import { createDynamoDBKeyStore } from '../../functions/adapters/dynamodb/key-store.ts';
import { createDynamoDBRateLimits } from '../../functions/adapters/dynamodb/rate-limits.ts';
import { createDynamoDBSessionList } from '../../functions/adapters/dynamodb/session-list-store.ts';
import { createDynamoDBSessionRowEraser } from '../../functions/adapters/dynamodb/session-row-eraser.ts';
import { createDynamoDBUploadNotes } from '../../functions/adapters/dynamodb/upload-notes.ts';
import { createVault } from '../../functions/adapters/sealing/vault.ts';
import { api, type ApiHandler } from '../../functions/api/handler.ts';
import { RATES, type Rates } from '../../functions/api/rates.ts';
import { authorizer, type AuthorizerHandler } from '../../functions/authorizer/handler.ts';
import type { Notify, RunChatTurn } from '../../functions/api/ports.ts';
import { sixDigits } from '../../functions/mail/code.ts';
import type { Mailer } from '../../functions/mail/ports.ts';
import { erase } from '../../functions/erase/handler.ts';
import { model as modelGroup } from '../../functions/model/handler.ts';
import { announceOn } from '../../functions/publish/announce.ts';
import { backoff } from '../../functions/runtime/backoff.ts';
import { followCommits } from '../../functions/runtime/stream.ts';
import { relay } from '../../functions/relay/handler.ts';
import { sweep } from '../../functions/sweep/handler.ts';
import { holdsIn } from '../../functions/sweep/is-held.ts';
import { reconcile } from '../../functions/sweep/reconcile.ts';
import { tools } from '../../functions/tools/handler.ts';
import { turn } from '../../functions/turn/handler.ts';
import type { Progress } from '../../functions/turn/progress.ts';
import { projectInto } from '../../functions/views/project.ts';
import type { TaskHandler } from '../../functions/runtime/tasks.ts';
import type { Model } from '../../schemas/converse.ts';
import { createLocalBlobs, type LocalBlobs } from './blobs/index.ts';
import { createLocalBus, type LocalBus } from './bus.ts';
import { createTables, streamArnOf } from './create-tables.ts';
import { startEngine } from './engine.ts';
import { keyEncryptionKeyIn } from './key-file.ts';
import { createOutbox } from './outbox.ts';
import { claimFolder } from './process-mark.ts';
import { createProgressHub, type ProgressHub } from './progress-hub.ts';
import { startSchedules } from './schedules.ts';
import { signingKeysIn } from './signing-key-file.ts';
import { createLocalChatTurn, createLocalDecodeVin, type LocalOptions } from './state-machine.ts';
import { followStream } from './stream-poller.ts';
import { createTechnician } from './technician/index.ts';
import { createLocalVin } from './vin.ts';

export type RuntimeOptions = LocalOptions & {
  dataDir: string;
  logger: Logger;
  /** A DynamoDB-compatible server to use in place of the built-in engine. */
  endpoint?: string;
  /** In place of the local technician. */
  model?: Model;
  /** In place of the tools of the knowledge base. */
  tools?: TaskHandler;
  /** In place of the hub that subscriptions listen to. */
  progress?: Progress;
  /** Where NHTSA's database is unpacked; the project's own `.data/vpic` where nothing else is said. */
  vpicDir?: string;
  /** NHTSA's service, or `off`, which is the default: a VIN leaves this machine only where somebody wants it to. */
  nhtsaUrl?: string;
  /** In place of the outbox. */
  mailer?: Mailer;
  /** In place of SPEC B6's figures. */
  limits?: Partial<Rates>;
  now?: () => string;
};

export type Runtime = {
  api: ApiHandler;
  /** The state machine alone, for who wants to try it without the API before it. */
  chatTurn: RunChatTurn;
  authorizer: AuthorizerHandler;
  /** What schedules start, for who does not wait for them. */
  sweep: TaskHandler;
  store: EventStore;
  log: CommitLog;
  vault: Vault;
  bus: LocalBus;
  /** Where uploads rest; the server says from where they can be fetched. */
  blobs: LocalBlobs;
  /** What turns are doing, for subscriptions. */
  progress: ProgressHub;
  endpoint: string;
  /** The client that everything here uses: for who measures. */
  dynamodb: DynamoDBClient;
  /** How many turns of a dead process were closed at the start. */
  recovered: number;
  /** Waits until views and bus have seen every commit made so far. */
  caughtUp: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Beside the project, whatever the data folder: it is 90 MB, and the same for every one of them. */
const VPIC_DIR = join(import.meta.dirname, '../../.data/vpic');

const storageOf = (endpoint: string, dataDir: string) => {
  const dynamodb = createDynamoDBClient(endpoint);
  const keys = createDynamoDBKeyStore(dynamodb, 'keys');
  const vault = createVault({ keys, kek: keyEncryptionKeyIn(dataDir), milliseconds: () => performance.now() });
  const sessions = createDynamoDBSessionList(dynamodb, 'views', vault);
  return { dynamodb, vault, log: createDynamoDBCommitLog(dynamodb, 'events'), sessions };
};

/** Calls `appended` after every commit that went in, so that nobody waits for a poll. */
const noticing = (log: CommitLog, appended: () => void): CommitLog => ({
  ...log,
  append: async (commit) => {
    const result = await log.append(commit);
    appended();
    return result;
  },
});

/**
 * Starts everything on a data folder. Turns that a dead process left open are closed before the first request.
 * @throws StorageUnavailable where the engine does not start
 */
export const startRuntime = async (options: RuntimeOptions): Promise<Runtime> => {
  const { dataDir, logger, now = () => new Date().toISOString() } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const release = claimFolder(dataDir);
  const engine = options.endpoint ? undefined : await startEngine(dataDir);
  const endpoint = options.endpoint ?? engine!.endpoint;
  const { dynamodb, vault, log: plainLog, sessions } = storageOf(endpoint, dataDir);
  await createTables(dynamodb);

  const redactor = createDynamoDBBodyRedactor(dynamodb, 'events');
  const rows = createDynamoDBSessionRowEraser(dynamodb, 'views');
  const blobs = createLocalBlobs({ dataDir, now });
  const eraser = erase({ log: plainLog, redactor, shredder: vault, rows, blobs }, logger);
  const bus = createLocalBus(logger, { erase: eraser });
  const streams = new DynamoDBStreamsClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  streams.middlewareStack.remove('loggerMiddleware');
  const followers: { wake: () => void; caughtUp: () => Promise<void>; stop: () => Promise<void> }[] = [];
  const log = noticing(plainLog, () => followers.forEach((follower) => follower.wake()));
  const store = createEventStore({ log, vault, now, backoff });

  // one process serves this data folder: whatever turn is open now, nobody is at work on it
  const { closed: recovered } = await reconcile({ log, store, now })({ processesAreDead: engine !== undefined });

  const consumers = { views: projectInto({ store, sessions }), publish: announceOn(bus.put) };
  const streamArn = await streamArnOf(dynamodb, 'events');
  for (const [name, consume] of Object.entries(consumers)) {
    const placeFile = join(dataDir, `${name}.place.json`);
    const handler = followCommits(consume, logger);
    followers.push(followStream({ client: streams, streamArn, name, handler, logger, placeFile }));
  }

  const progress = createProgressHub();
  const { vpicDir = VPIC_DIR, nhtsaUrl = 'off' } = options;
  const vin = createLocalVin({ vpicDir, nhtsaUrl, blobs, now, logger });
  const turnTasks = turn({ store, progress: options.progress ?? progress.tell, now }, logger);
  const decodeVin = createLocalDecodeVin({ turn: turnTasks, vin: vin.tasks }, options);
  const chatTurn = createLocalChatTurn(
    {
      turn: turnTasks,
      relay: relay({ decodeVin }, logger),
      model: modelGroup({ model: options.model ?? createTechnician() }, logger),
      tools: options.tools ?? tools(logger),
    },
    options,
  );
  const tokens = createAnonymousTokens({ keys: signingKeysIn(dataDir), now });
  const notify: Notify = async (notice) => logger.error('system error noticed', notice);
  const limits = createDynamoDBRateLimits(dynamodb, 'counters', now);
  const rates = { ...RATES, ...options.limits };
  const mailer = options.mailer ?? createOutbox({ dataDir, now, newId: randomUUID });
  const uploadNotes = createDynamoDBUploadNotes(dynamodb, 'views');
  const dueSessions = createDynamoDBDueSessions(dynamodb, 'views');
  const announce = announceOn(bus.put);
  const isHeld = holdsIn({ store });
  const sweeper = sweep({ log, store, now, dueSessions, isHeld, announce, notes: uploadNotes, blobs }, logger);
  const stopSchedules = startSchedules({ sweep: sweeper }, logger);

  return {
    api: api(
      {
        store,
        sessions,
        chatTurn,
        decodeVin,
        tokens,
        blobs,
        uploadNotes,
        lastingSessions: createDynamoDBLastingSessions(dynamodb, 'views', now),
        isHeld,
        limits,
        mailer,
        rates,
        notify,
        newId: randomUUID,
        newCode: sixDigits,
        now,
      },
      logger,
    ),
    authorizer: authorizer({ visitors: (token) => tokens.verify(token) }, logger),
    chatTurn,
    sweep: sweeper,
    store,
    log,
    vault,
    bus,
    blobs,
    progress,
    endpoint,
    dynamodb,
    recovered,
    caughtUp: async () => void (await Promise.all(followers.map((follower) => follower.caughtUp()))),
    stop: async () => {
      stopSchedules();
      await Promise.all(followers.map((follower) => follower.stop()));
      await vin.stop();
      streams.destroy();
      dynamodb.destroy();
      await engine?.stop();
      release();
    },
  };
};
