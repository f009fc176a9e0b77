/** The function groups of one machine: the handlers of the cloud, each given what it may touch there. */
import { randomUUID } from 'node:crypto';
import { erase } from '../../functions/erase/handler.ts';
import { noSignIns } from '../../functions/erase/not-kept.ts';
import { exporting } from '../../functions/export/handler.ts';
import { jobs } from '../../functions/jobs/handler.ts';
import { model } from '../../functions/model/handler.ts';
import type { Bus } from '../../functions/publish/announce.ts';
import { announceOn } from '../../functions/publish/announce.ts';
import type { Consumer } from '../../functions/shared/parked/ports.ts';
import { privacy } from '../../functions/privacy/handler.ts';
import type { StartExecution } from '../../functions/privacy/ports.ts';
import { backoff } from '../../functions/runtime/backoff.ts';
import type { TaskHandler } from '../../functions/runtime/tasks.ts';
import { rebuild } from '../../functions/rebuild/handler.ts';
import { seal } from '../../functions/seal/handler.ts';
import { verify } from '../../functions/verify/handler.ts';
import { sweep } from '../../functions/sweep/handler.ts';
import { tools } from '../../functions/tools/handler.ts';
import { turn } from '../../functions/turn/handler.ts';
import type { Progress } from '../../functions/turn/progress.ts';
import { noticesOf, outboxOf } from './messages.ts';
import type { RuntimeOptions } from './options.ts';
import { outboxEraser } from './outbox.ts';
import type { Storage } from './parts.ts';
import { createTechnician } from './technician/index.ts';

export type GroupName =
  | 'erase'
  | 'privacy'
  | 'export'
  | 'jobs'
  | 'sweep'
  | 'turn'
  | 'model'
  | 'tools'
  | 'vin'
  | 'verify'
  | 'seal'
  | 'rebuild'
  | Consumer;
export type LocalGroups = Readonly<Record<GroupName, TaskHandler>>;

type GroupsOptions = Pick<
  RuntimeOptions,
  'dataDir' | 'logger' | 'model' | 'tools' | 'mailer' | 'notify' | 'decorate'
> & {
  storage: Storage;
  progress: Progress;
  now: () => string;
  /** The group `vin`: its tasks keep readers running that somebody has to end. */
  vin: TaskHandler;
  /** The groups that follow the events: their tasks alone are asked for here. */
  following: Readonly<Record<Consumer, TaskHandler>>;
  /** Where the bus is reached, and the jobs: both call groups in their turn. */
  announce: Bus;
  start: StartExecution;
};

/** Some run in the same process here, and still call each other through JSON alone (`lambda.ts`). */
export const groupsOf = (options: GroupsOptions): LocalGroups => {
  const { storage, logger, now, decorate = {} } = options;
  const { store, blobs } = storage;
  const notify = noticesOf(options);
  const mailer = outboxOf(options);
  const announce = announceOn(options.announce);
  const groups: LocalGroups = {
    erase: erase(
      { ...storage, shredder: storage.vault, mails: outboxEraser(options.dataDir), signIns: noSignIns },
      logger,
    ),
    privacy: privacy({ ...storage, rotator: storage.vault, mailer, notify, newId: randomUUID, now }, logger),
    export: exporting({ store, blobs, now }, logger),
    jobs: jobs({ store, start: options.start }, logger),
    verify: verify({ ...storage, notify, now, milliseconds: () => performance.now() }, logger),
    seal: seal({ ...storage, now, milliseconds: () => performance.now() }, logger),
    rebuild: rebuild({ ...storage, now, milliseconds: () => performance.now(), backoff, knownForSeconds: 0 }, logger),
    sweep: sweep({ ...storage, notes: storage.uploadNotes, now, announce, notify }, logger),
    turn: turn({ store, progress: options.progress, now }, logger),
    model: model({ model: options.model ?? createTechnician() }, logger),
    tools: options.tools ?? tools(logger),
    vin: options.vin,
    ...options.following,
  };
  const decorated = Object.entries(groups).map(([name, handler]) => [name, decorate.group?.(name, handler) ?? handler]);
  return Object.fromEntries(decorated) as LocalGroups;
};
