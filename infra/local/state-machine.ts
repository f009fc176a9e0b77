/**
 * State machines on one machine: the ASL files of the cloud, run by an interpreter, their tasks by the same handlers.
 *
 * Of Standard and Express machines alike it runs the states alone: what makes an execution survive its process is in
 * `jobs/`.
 */
import { ExecutionError, StateMachine } from 'aws-local-stepfunctions';
import type * as z from 'zod';
import type { RunChatTurn } from '../../functions/api/ports.ts';
import type { TaskEvent } from '../../functions/runtime/tasks.ts';
import { errorNamed, StorageUnavailable } from '../../schemas/errors.ts';
import { Reply } from '../../workflows/chat-turn/contract.ts';
import { VinRecorded, type RunDecodeVin } from '../../workflows/decode-vin/contract.ts';
import { definitionOf, taskGroups, type Groups } from './definition.ts';
import { invoke } from './lambda.ts';

export type { Groups } from './definition.ts';

export type LocalOptions = {
  /** Milliseconds between attempts, per state, in place of the definition's own: for tests of failures. */
  retryIntervalOverrides?: Record<string, number>;
  /** Milliseconds that a Wait state takes, in place of the definition's own. */
  waitTimeOverrides?: Record<string, number>;
};

export type LocalMachine = {
  /**
   * Runs one execution to its end. Throws the error that ended it, and `Stopped` once the signal says so: no task is
   * begun any more, and those under way are waited for.
   */
  run: (input: object, signal?: AbortSignal) => Promise<unknown>;
};

/**
 * The execution was told to stop. After an abort the interpreter goes on with the retries of the task that it is at,
 * without their waits; what says of itself that it is neither retried nor caught ends it at once.
 */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly isRetryable = false;
  readonly isCatchable = false;
}

/** What ended an execution: the interpreter wraps it. */
const failureOf = (error: unknown): Error => {
  if (error instanceof ExecutionError) return failureOf(error.cause);
  return error instanceof Error ? error : new Error('unknown');
};

/** One execution's handlers by task state, and how to wait for those under way. */
const handlersFor = (tasks: readonly [string, string][], groups: Groups, signal?: AbortSignal) => {
  const underWay = new Set<Promise<unknown>>();
  const call = async (group: string, input: unknown): Promise<never> => {
    if (signal?.aborted) throw new Stopped();
    const work = invoke(group, groups[group]!, input as TaskEvent);
    underWay.add(work);
    try {
      return (await work) as never;
    } finally {
      underWay.delete(work);
    }
  };
  return {
    byState: Object.fromEntries(tasks.map(([state, group]) => [state, (input: unknown) => call(group, input)])),
    settled: () => Promise.allSettled(underWay),
  };
};

/** @param name folder in `workflows` */
export const createLocalMachine = (name: string, groups: Groups, options: LocalOptions = {}): LocalMachine => {
  const definition = definitionOf(name, groups);
  // a test validates the definitions; to do it again at every start took 150 ms each
  const machine = new StateMachine(definition as never, { validationOptions: { noValidate: true } });
  const tasks = taskGroups(definition.States);
  const { retryIntervalOverrides = {}, waitTimeOverrides = {} } = options;
  return {
    run: async (input, signal) => {
      const handlers = handlersFor(tasks, groups, signal);
      const overrides = { taskResourceLocalHandlers: handlers.byState, retryIntervalOverrides, waitTimeOverrides };
      const execution = machine.run(input as never, { overrides });
      signal?.addEventListener('abort', execution.abort, { once: true });
      try {
        if (signal?.aborted) execution.abort();
        return await execution.result;
      } catch (error) {
        if (!signal?.aborted) throw failureOf(error);
        await handlers.settled();
        throw new Stopped();
      } finally {
        signal?.removeEventListener('abort', execution.abort);
      }
    },
  };
};

/** @throws the named error that ended an execution, StorageUnavailable for one without a name of ours */
const answering =
  <O extends z.ZodType>(name: string, output: O) =>
  (groups: Groups, options: LocalOptions = {}): ((input: object) => Promise<z.output<O>>) => {
    const machine = createLocalMachine(name, groups, options);
    return async (input) => {
      try {
        return output.parse(await machine.run(input));
      } catch (error) {
        const failure = failureOf(error);
        throw errorNamed(failure.name, failure.message) ?? new StorageUnavailable(name, { cause: error });
      }
    };
  };

export const createLocalChatTurn: (groups: Groups, options?: LocalOptions) => RunChatTurn = answering(
  'chat-turn',
  Reply,
);

export const createLocalDecodeVin: (groups: Groups, options?: LocalOptions) => RunDecodeVin = answering(
  'decode-vin',
  VinRecorded,
);

/** A minute until nobody holds an opened key: here one process has one cache, which forgets a key as it is shredded. */
const NO_OTHER_CACHES = { LetCachesEnd: 0 };

export const createLocalEraseData = (groups: Groups, options: LocalOptions = {}): LocalMachine =>
  createLocalMachine('erase-data', groups, {
    ...options,
    waitTimeOverrides: { ...NO_OTHER_CACHES, ...options.waitTimeOverrides },
  });

export const createLocalVerifyHistory = (groups: Groups, options: LocalOptions = {}): LocalMachine =>
  createLocalMachine('verify-history', groups, options);

/** Here one process follows the stream, and hears of a new generation as it begins. */
const NO_OTHER_FOLLOWERS = { LetFollowersHear: 0 };

export const createLocalRebuildView = (groups: Groups, options: LocalOptions = {}): LocalMachine =>
  createLocalMachine('rebuild-view', groups, {
    ...options,
    waitTimeOverrides: { ...NO_OTHER_FOLLOWERS, ...options.waitTimeOverrides },
  });

export const createLocalExportData = (groups: Groups, options: LocalOptions = {}): LocalMachine =>
  createLocalMachine('export-data', groups, options);
