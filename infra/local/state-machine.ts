/** State machines on one machine: the ASL files of the cloud, run by an interpreter, their tasks by the same handlers. */
import { readFileSync } from 'node:fs';
import { ExecutionError, StateMachine } from 'aws-local-stepfunctions';
import type { RunChatTurn } from '../../functions/api/ports.ts';
import type { TaskEvent, TaskHandler } from '../../functions/runtime/tasks.ts';
import { errorNamed, StorageUnavailable } from '../../schemas/errors.ts';
import { Reply } from '../../workflows/chat-turn/contract.ts';
import { VinRecorded, type RunDecodeVin } from '../../workflows/decode-vin/contract.ts';
import type * as z from 'zod';
import { invoke } from './lambda.ts';

type State = { Type: string; Resource?: string; ItemProcessor?: { States: Record<string, State> } };
type Definition = { StartAt: string; States: Record<string, State> };

/** Function groups by the placeholder that the definition names them with. */
export type Groups = Readonly<Record<string, TaskHandler>>;

export type LocalOptions = {
  /** Milliseconds between attempts, per state, in place of the definition's own: for tests of failures. */
  retryIntervalOverrides?: Record<string, number>;
};

const definitionOf = (machine: string, groups: Groups): Definition => {
  const file = new URL(`../../workflows/${machine}/definition.asl.json`, import.meta.url);
  const text = readFileSync(file, 'utf8').replaceAll(/\$\{(\w+)\}/g, (_, group: string) => {
    if (!groups[group]) throw new Error(`${machine} names the function group ${group}, which is not here.`);
    return `arn:aws:lambda:us-east-1:000000000000:function:${group}`;
  });
  return JSON.parse(text) as Definition;
};

/** Every task state, those inside a Map too, with the group its resource names. */
const taskGroups = (states: Record<string, State>): [string, string][] =>
  Object.entries(states).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [[name, state.Resource!.split(':').at(-1)!] as [string, string]] : []),
    ...taskGroups(state.ItemProcessor?.States ?? {}),
  ]);

/** What ended an execution: the interpreter wraps it. */
const failureOf = (error: unknown): Error => {
  if (error instanceof ExecutionError) return failureOf(error.cause);
  return error instanceof Error ? error : new Error('unknown');
};

/**
 * Runs one of the state machines of `workflows/`.
 * @throws the named error that ended an execution, StorageUnavailable for one without a name of ours
 */
const createMachine = <O extends z.ZodType>(
  name: string,
  output: O,
  groups: Groups,
  options: LocalOptions,
): ((input: object) => Promise<z.output<O>>) => {
  const definition = definitionOf(name, groups);
  const machine = new StateMachine(definition as never);
  const taskResourceLocalHandlers = Object.fromEntries(
    taskGroups(definition.States).map(([state, group]) => [
      state,
      async (input: unknown) => (await invoke(group, groups[group]!, input as TaskEvent)) as never,
    ]),
  );
  const { retryIntervalOverrides = {} } = options;
  return async (input) => {
    const execution = machine.run(input as never, { overrides: { taskResourceLocalHandlers, retryIntervalOverrides } });
    try {
      return output.parse(await execution.result);
    } catch (error) {
      const failure = failureOf(error);
      throw errorNamed(failure.name, failure.message) ?? new StorageUnavailable(name, { cause: error });
    }
  };
};

export const createLocalChatTurn = (groups: Groups, options: LocalOptions = {}): RunChatTurn =>
  createMachine('chat-turn', Reply, groups, options);

export const createLocalDecodeVin = (groups: Groups, options: LocalOptions = {}): RunDecodeVin =>
  createMachine('decode-vin', VinRecorded, groups, options);
