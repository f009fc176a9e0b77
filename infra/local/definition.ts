/** The ASL files of `workflows/` as one machine runs them: with its own function groups, and without waits of minutes. */
import { readFileSync } from 'node:fs';
import type { TaskHandler } from '../../functions/runtime/tasks.ts';

type Retrier = { MaxDelaySeconds?: number };
type State = { Type: string; Resource?: string; Retry?: Retrier[]; ItemProcessor?: { States: Record<string, State> } };
export type Definition = { StartAt: string; States: Record<string, State> };

/** Function groups by the placeholder that the definition names them with. */
export type Groups = Readonly<Record<string, TaskHandler>>;

/**
 * The longest wait between two tries. On AWS a service may be away for an hour and nobody looks on; here an engine that
 * does not answer is back within seconds or not at all, and somebody waits for it.
 */
const LONGEST_WAIT_SECONDS = 5;

const shortened = ({ MaxDelaySeconds = LONGEST_WAIT_SECONDS, ...retrier }: Retrier): Retrier => ({
  ...retrier,
  MaxDelaySeconds: Math.min(MaxDelaySeconds, LONGEST_WAIT_SECONDS),
});

const namedLike = (machine: string): URL => new URL(`../../workflows/${machine}/definition.asl.json`, import.meta.url);

/** @param machine folder in `workflows` @throws Error where the definition names a group that is not here */
export const definitionOf = (machine: string, groups: Groups): Definition => {
  const text = readFileSync(namedLike(machine), 'utf8').replaceAll(/\$\{(\w+)\}/g, (_, group: string) => {
    if (!groups[group]) throw new Error(`${machine} names the function group ${group}, which is not here.`);
    return `arn:aws:lambda:us-east-1:000000000000:function:${group}`;
  });
  return JSON.parse(text, (key, value: unknown) =>
    key === 'Retry' ? (value as Retrier[]).map(shortened) : value,
  ) as Definition;
};

/** Every task state, those inside a Map too, with the group its resource names. */
export const taskGroups = (states: Record<string, State>): [string, string][] =>
  Object.entries(states).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [[name, state.Resource!.split(':').at(-1)!] as [string, string]] : []),
    ...taskGroups(state.ItemProcessor?.States ?? {}),
  ]);
