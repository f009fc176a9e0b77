/** What the local runtime is started with. Beside the first two, everything has its default. */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Notify } from '../../functions/api/ports.ts';
import type { Rates } from '../../functions/api/rates.ts';
import type { Mailer } from '../../functions/shared/mail/ports.ts';
import type { Consume, Consumer } from '../../functions/shared/parked/ports.ts';
import type { TaskHandler } from '../../functions/runtime/tasks.ts';
import type { Progress } from '../../functions/turn/progress.ts';
import type { BlobStore } from '../../functions/shared/uploads/ports.ts';
import type { Model } from '../../schemas/converse.ts';
import type { LocalBlobs } from './blobs/index.ts';
import type { JobsOptions } from './jobs/index.ts';
import type { LocalOptions } from './state-machine.ts';

/** For tests of failures: each is given what the runtime made, and what it answers with is used in its place. */
export type Decorations = {
  /** Adds middleware to the client of the engine, which all tables are reached by. */
  client?: (client: DynamoDBClient) => void;
  /** Uploads and exports. */
  blobs?: (blobs: LocalBlobs) => LocalBlobs;
  /** The ledger of erasures and the receipts. */
  records?: (records: BlobStore) => BlobStore;
  /** What `views` or `publish` do with a commit. */
  consume?: (consumer: Consumer, consume: Consume) => Consume;
  /** A function group, by its name in `functions/`. */
  group?: (name: string, handler: TaskHandler) => TaskHandler;
};

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
  /** In place of the log, where administrators read what they are told of. */
  notify?: Notify;
  /** In place of SPEC B6's figures. */
  limits?: Partial<Rates>;
  /** In place of a second to a minute. */
  again?: NonNullable<JobsOptions['again']>;
  decorate?: Decorations;
  now?: () => string;
};
