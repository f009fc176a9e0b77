/** What tests want to know of the definitions in `workflows/`. */
import { readFileSync } from 'node:fs';

type State = { Type: string; Parameters?: { task?: string }; ItemProcessor?: { States: States } };
type States = Record<string, State>;

export type TaskState = { state: string; task: string };

const tasksIn = (states: States): TaskState[] =>
  Object.entries(states).flatMap(([state, { Type, Parameters, ItemProcessor }]) => [
    ...(Type === 'Task' ? [{ state, task: Parameters?.task ?? state }] : []),
    ...tasksIn(ItemProcessor?.States ?? {}),
  ]);

/** Every task state of a machine, in the order in which they stand there. */
export const taskStates = (machine: string): TaskState[] => {
  const file = new URL(`../../workflows/${machine}/definition.asl.json`, import.meta.url);
  return tasksIn((JSON.parse(readFileSync(file, 'utf8')) as { States: States }).States);
};

const MACHINES = ['chat-turn', 'decode-vin', 'erase-data', 'export-data', 'verify-history'];

/** Retries without waiting: what is retried is tested, how long the cloud waits is not. */
export const retriesAtOnce: Record<string, number> = Object.fromEntries(
  MACHINES.flatMap(taskStates).map(({ state }) => [state, 0]),
);
