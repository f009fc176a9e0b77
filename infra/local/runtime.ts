/**
 * Dixon on one machine: the engine, the handlers of the cloud, the interpreter, the pollers and timers, put together.
 */
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CommitLog } from '../../events/core/commit-log.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import type { KeyPrefetch, Vault } from '../../events/core/vault.ts';
import type { ApiHandler } from '../../functions/api/handler.ts';
import type { RunChatTurn } from '../../functions/api/ports.ts';
import type { AuthorizerHandler } from '../../functions/authorizer/handler.ts';
import { applyLedger } from '../../functions/privacy/apply-ledger.ts';
import { isRequestHeld } from '../../functions/privacy/wait-for-hold.ts';
import type { TaskHandler } from '../../functions/runtime/tasks.ts';
import { reconcile } from '../../functions/sweep/reconcile.ts';
import type { BlobStore } from '../../functions/shared/uploads/ports.ts';
import type { LocalBlobs } from './blobs/index.ts';
import { createLocalBus, type LocalBus } from './bus.ts';
import { createTables } from './create-tables.ts';
import { doorsOf } from './doors.ts';
import { createFollowers } from './followers.ts';
import { followingIn } from './following.ts';
import { groupsOf, type GroupName } from './groups.ts';
import { createJobs, type Jobs } from './jobs/index.ts';
import { openHome, type Home } from './home.ts';
import { invoke } from './lambda.ts';
import type { RuntimeOptions } from './options.ts';
import { storageIn } from './parts.ts';
import { createProgressHub, type ProgressHub } from './progress-hub.ts';
import { startSchedules } from './schedules.ts';
import {
  createLocalEraseData,
  createLocalExportData,
  createLocalRebuildView,
  createLocalVerifyHistory,
} from './state-machine.ts';
import { createLocalVin } from './vin.ts';

export type { RuntimeOptions } from './options.ts';

export type Runtime = {
  api: ApiHandler;
  /** The state machine alone, for who wants to try it without the API before it. */
  chatTurn: RunChatTurn;
  authorizer: AuthorizerHandler;
  /** What schedules start, for who does not wait for them. */
  sweep: TaskHandler;
  /** One task of a function group, as a state machine or the bus would call it. */
  task: (group: GroupName, name: string, input: object) => Promise<unknown>;
  /** The jobs of privacy requests. */
  jobs: Pick<Jobs, 'start' | 'idle'>;
  store: EventStore;
  log: CommitLog;
  vault: Vault & KeyPrefetch;
  bus: LocalBus;
  /** Where uploads and exports rest; the server says from where they can be fetched. */
  blobs: LocalBlobs;
  /** Where the ledger of erasures and the receipts rest. */
  records: BlobStore;
  /** What turns are doing, for subscriptions. */
  progress: ProgressHub;
  endpoint: string;
  /** The client that everything here uses: for who measures. */
  dynamodb: DynamoDBClient;
  /** The clock that everything here goes by. */
  now: () => string;
  /** How many turns of a dead process were closed at the start. */
  recovered: number;
  /** How many erasures were done again at the start, since the tables are a copy from before them (SPEC N15). */
  reapplied: number;
  /** Waits until views, bus and jobs have seen every commit made so far, and those that came of it. */
  caughtUp: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Beside the project, whatever the data folder: it is 90 MB, and the same for every one of them. */
const VPIC_DIR = join(import.meta.dirname, '../../.data/vpic');

const notErasedAgain = (left: number): string =>
  `${left} erasure(s) could not be done again on this copy of the tables, so it serves nobody (SPEC N15). ` +
  'The log says at which step they failed. Mend that, and start again.';

const startOn = async (home: Home, options: RuntimeOptions): Promise<Runtime> => {
  const { logger, now = () => new Date().toISOString() } = options;
  let commits = 0;
  let wake = (): void => {};
  const appended = (): void => {
    commits += 1;
    wake();
  };
  const storage = storageIn({ ...options, endpoint: home.endpoint, now, appended });
  const { dynamodb, store, log, blobs, records } = storage;
  await createTables(dynamodb);

  const progress = createProgressHub();
  const vin = createLocalVin({ vpicDir: VPIC_DIR, nhtsaUrl: 'off', ...options, blobs, now });
  const following = followingIn({ ...options, storage, now, announce: (announcements) => bus.put(announcements) });
  const groups = groupsOf({
    ...options,
    storage,
    progress: options.progress ?? progress.tell,
    now,
    vin: vin.tasks,
    following,
    announce: (announcements) => bus.put(announcements),
    start: (execution) => jobs.start(execution),
  });
  const machines = {
    'erase-data': createLocalEraseData(groups, options),
    'export-data': createLocalExportData(groups, options),
    'verify-history': createLocalVerifyHistory(groups, options),
    'rebuild-view': createLocalRebuildView(groups, options),
  };
  const jobs = createJobs({ ...options, machines, now });
  const bus = createLocalBus(logger, groups);
  const followers = await createFollowers({ ...options, endpoint: home.endpoint, dynamodb, following });

  if (await followers.wereLeftBehind()) await jobs.forgetDone();
  const { applied: reapplied, left } = await applyLedger({
    isWaiting: isRequestHeld(store),
    ...storage,
    mark: storage.ledgerMark,
    shredder: storage.vault,
    run: (input) => machines['erase-data'].run(input),
  })();
  if (left > 0) throw new Error(notErasedAgain(left));
  // one process serves this data folder: whatever turn is open now, nobody is at work on it
  const { closed: recovered } = await reconcile({ log, store, now })({ processesAreDead: home.isBuiltIn });
  followers.begin();
  wake = followers.wake;
  await jobs.resume();
  const stopSchedules = startSchedules(groups, logger);

  return {
    ...doorsOf({ ...options, storage, groups, now }),
    sweep: groups.sweep,
    task: (group, name, input) => invoke(group, groups[group], { task: name, input }),
    jobs,
    store,
    log,
    vault: storage.vault,
    bus,
    blobs,
    records,
    progress,
    endpoint: home.endpoint,
    dynamodb,
    now,
    recovered,
    reapplied,
    caughtUp: async () => {
      for (let seen = -1; seen !== commits;) {
        seen = commits;
        await followers.caughtUp();
        await jobs.idle();
      }
    },
    stop: async () => {
      stopSchedules();
      await followers.stop();
      await jobs.stop();
      await vin.stop();
      dynamodb.destroy();
      await home.close();
    },
  };
};

/**
 * Starts everything on a data folder. Before the first request, erasures that an older copy of the tables does not know
 * are done again, and turns that a dead process left open are closed.
 * @throws StorageUnavailable where the engine does not start, Error where an erasure cannot be done again
 */
export const startRuntime = async (options: RuntimeOptions): Promise<Runtime> => {
  const home = await openHome(options);
  try {
    return await startOn(home, options);
  } catch (error) {
    await home.close();
    throw error;
  }
};
