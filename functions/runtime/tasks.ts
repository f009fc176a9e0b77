/**
 * The door of a function group that serves tasks of a state machine.
 *
 * A task's input is `{ task, input }`: the state's name and what its contract describes. Both directions are parsed, so
 * a definition and its handlers cannot drift apart unseen. Errors pass through by name, for ASL `Retry` and `Catch`.
 */
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { ContractBroken, DixonError, InvalidInput } from '../../schemas/errors.ts';
import type { Contract, InputOf, OutputOf } from '../../workflows/contract.ts';
import { parse } from './parse.ts';

export type TaskEvent = { task: string; input: unknown };
export type TaskHandler = (event: TaskEvent, context: Context) => Promise<unknown>;

export type TaskFunctions<C extends Contract> = {
  [T in keyof C]: (input: InputOf<C, T>) => Promise<OutputOf<C, T>>;
};

/** What a log line may say of a failure: its name and its facts, never a message that somebody else wrote. */
export const failureForLog = (error: unknown): Record<string, unknown> =>
  error instanceof DixonError
    ? { failure: error.name, ...error.facts, cause: error.cause instanceof Error ? error.cause.name : undefined }
    : { failure: error instanceof Error ? error.name : 'unknown', stack: stackOf(error) };

/** Where it happened, without the message on the first line. */
const stackOf = (error: unknown): string[] =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => line.startsWith('    at '))
        .slice(0, 8)
    : [];

export const tasks = <C extends Contract>(contract: C, functions: TaskFunctions<C>, logger: Logger): TaskHandler => {
  const run = async ({ task, input }: TaskEvent): Promise<unknown> => {
    const known = Object.hasOwn(contract, task) ? contract[task] : undefined;
    if (!known) throw new InvalidInput(`There is no task ${task} here. Check the state machine's definition.`);
    const started = performance.now();
    try {
      const output = known.output.safeParse(await functions[task]!(parse(known.input, input) as InputOf<C, string>));
      if (!output.success) throw new ContractBroken(task, { cause: output.error });
      logger.info('task done', { task, ms: Math.round(performance.now() - started) });
      return output.data;
    } catch (error) {
      logger.warn('task failed', { task, ...failureForLog(error) });
      throw error;
    }
  };
  return middy<TaskEvent, unknown>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(run);
};
