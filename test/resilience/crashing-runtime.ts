/**
 * A runtime that dies as if the plug were pulled, at one call of one task of a privacy request that it is given:
 * `CRASH` and `REQUEST` say which, as JSON. It says `done` where it never came to that call.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@aws-lambda-powertools/logger';
import type { BlobStore } from '../../functions/shared/uploads/ports.ts';
import type { Decorations } from '../../infra/local/options.ts';
import { startRuntime } from '../../infra/local/runtime.ts';
import { StorageUnavailable } from '../../schemas/errors.ts';
import { retriesAtOnce } from '../support/asl.ts';
import { requested } from '../support/compliance.ts';
import { ofAll } from '../support/faulty.ts';
import type { Crash, Request } from './crashes.ts';

const crash = JSON.parse(process.env['CRASH']!) as Crash;
const { userId, wish, requestId } = JSON.parse(process.env['REQUEST']!) as Request;
const die = (): void => void process.kill(process.pid, 'SIGKILL');

/** How much the task that is to die has asked of storage; undefined in everything else. */
const inside = new AsyncLocalStorage<{ asked: number }>();
const count = async (): Promise<void> => {
  const task = inside.getStore();
  if (!task || crash.when !== 'inside') return;
  task.asked += 1;
  if (task.asked === 2) die();
};

let calls = 0;
let isOvertaken = crash.overtaken === true;
const dying: NonNullable<Decorations['group']> = (_name, handler) => async (event, context) => {
  if (crash.failing === event.task) throw new StorageUnavailable('test');
  if (isOvertaken && event.task === 'CompleteExport') {
    isOvertaken = false;
    return { again: true };
  }
  if (event.task !== crash.task) return handler(event, context);
  calls += 1;
  if (calls !== crash.call) return handler(event, context);
  if (crash.when === 'before') die();
  const output = await inside.run({ asked: 0 }, () => handler(event, context));
  // a task that asks for too little to die inside of it dies behind its last request
  die();
  return output;
};

const counted = <B extends BlobStore>(blobs: B): B => ofAll(blobs, count);

const runtime = await startRuntime({
  dataDir: process.env['DATA_DIR']!,
  logger: new Logger({ serviceName: 'dixon', logLevel: 'SILENT' }),
  retryIntervalOverrides: retriesAtOnce,
  decorate: {
    group: dying,
    blobs: counted,
    records: counted,
    client: (client) => {
      client.middlewareStack.add(
        (next) => async (args) => {
          await count();
          return next(args);
        },
        { step: 'finalizeRequest', priority: 'low' },
      );
    },
  },
});
await requested(runtime.store, userId, wish, requestId);
await runtime.caughtUp();
process.stdout.write('done\n');
await runtime.stop();
