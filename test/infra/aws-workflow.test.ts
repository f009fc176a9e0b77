import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { groups, type GroupName } from '../../infra/aws/groups.ts';
import * as errors from '../../schemas/errors.ts';
import { modelContract, relayContract, toolsContract, turnContract } from '../../workflows/chat-turn/contract.ts';
import type { Contract } from '../../workflows/contract.ts';
import { recordVinContract, vinContract } from '../../workflows/decode-vin/contract.ts';
import { synthesize, type Synthesized } from './aws-synth.ts';

type State = {
  Type: string;
  Resource?: string;
  TimeoutSeconds?: number;
  Parameters?: { task?: string };
  Retry?: { ErrorEquals: string[] }[];
  Catch?: { ErrorEquals: string[] }[];
  ItemProcessor?: { States: Record<string, State> };
};
type Definition = { TimeoutSeconds: number; States: Record<string, State> };

const statesIn = (states: Record<string, State>): [string, State][] =>
  Object.entries(states).flatMap(([name, state]) => [[name, state], ...statesIn(state.ItemProcessor?.States ?? {})]);
const groupOf = ({ Resource }: State) => /^\$\{(\w+)\}$/.exec(Resource ?? '')?.[1] as GroupName;

const read = (name: string) => {
  const text = readFileSync(`workflows/${name}/definition.asl.json`, 'utf8');
  const definition = JSON.parse(text) as Definition;
  const states = statesIn(definition.States);
  return { name, text, definition, states, tasks: states.filter(([, { Type }]) => Type === 'Task') };
};
const workflows = ['chat-turn', 'decode-vin'].map(read);

/** What each group promises of the tasks that it serves, whichever workflow they are of. */
const contracts: Partial<Record<GroupName, Contract>> = {
  turn: { ...turnContract, ...recordVinContract },
  model: modelContract,
  tools: toolsContract,
  relay: relayContract,
  vin: vinContract,
};

let dev: Synthesized;
beforeAll(() => {
  dev = synthesize('dev');
});
afterAll(() => dev.remove());

describe.each(workflows)('$name, as it is deployed', ({ definition, tasks }) => {
  const machine = () =>
    dev
      .ofType('AWS::StepFunctions::StateMachine')
      .map(([, { Properties }]) => Properties)
      .find(
        ({ DefinitionString }) => JSON.stringify(JSON.parse(DefinitionString as string)) === JSON.stringify(definition),
      )!;

  test('is the ASL file, with a function for every placeholder', () => {
    const substitutions = machine()['DefinitionSubstitutions'] as Record<string, unknown>;
    expect(Object.keys(substitutions).sort()).toEqual([...new Set(tasks.map(([, state]) => groupOf(state)))].sort());
    for (const [group, arn] of Object.entries(substitutions))
      expect(arn).toEqual({ 'Fn::GetAtt': [dev.group(group as GroupName).fn, 'Arn'] });
  });

  test('is an Express machine that logs errors, and never what was said', () => {
    expect(machine()).toMatchObject({
      StateMachineType: 'EXPRESS',
      LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
      TracingConfiguration: { Enabled: true },
    });
  });
});

test('chat-turn is started by api alone, decode-vin by api and the tool', () => {
  const starters = (intent: string) =>
    dev
      .ofType('AWS::IAM::Policy')
      .filter(([, { Properties }]) => JSON.stringify(Properties).includes(intent))
      .map(([, { Properties }]) => Properties['Roles']);
  expect(starters('MayRunChatTurn')).toEqual([[{ Ref: dev.group('api').role }]]);
  expect(starters('MayRunDecodeVin').sort()).toEqual(
    [[{ Ref: dev.group('api').role }], [{ Ref: dev.group('relay').role }]].sort(),
  );
  expect(starters('states:Start')).toHaveLength(2);
});

describe.each(workflows)('the definition of $name', ({ text, states }) => {
  test('is valid Amazon States Language', () => {
    // a validator without types; it also writes into what it is given
    const validate = createRequire(import.meta.url)('asl-validator') as (machine: unknown) => {
      isValid: boolean;
      errorsText: () => string;
    };
    const replaced = text.replaceAll(/\$\{(\w+)\}/g, 'arn:aws:lambda:us-east-1:123456789012:function:$1');
    const { isValid, errorsText } = validate(JSON.parse(replaced));
    expect(isValid, errorsText()).toBe(true);
  });

  test('waits only for errors that are ours, or the service’s own', () => {
    const named = states.flatMap(([, { Retry = [], Catch = [] }]) =>
      [...Retry, ...Catch].flatMap((r) => r.ErrorEquals),
    );
    const ours = named.filter((name) => !/^(States|Lambda)\./.test(name));
    expect(ours).toContain('StorageUnavailable');
    for (const name of ours) {
      const error = (errors as Record<string, unknown>)[name];
      expect(error, name).toBeTypeOf('function');
      expect((error as { prototype: unknown }).prototype, name).toBeInstanceOf(errors.DixonError);
    }
  });
});

const everyTask = workflows.flatMap(({ name, definition, tasks }) =>
  tasks.map(([task, state]) => ({ name, task, state, limit: definition.TimeoutSeconds })),
);

describe.each(everyTask)('the task $task of $name', ({ task, state, limit }) => {
  test('has a contract in the group it calls', () => {
    expect(state.Parameters?.task).toBe(task);
    expect(Object.keys(contracts[groupOf(state)] ?? {})).toContain(task);
  });

  test('ends in time, and its function not after it', () => {
    expect(state.TimeoutSeconds).toBeGreaterThan(0);
    expect(state.TimeoutSeconds).toBeLessThan(limit);
    // LookUpNhtsa is short because a person waits; what still runs then only asks NHTSA
    if (task !== 'LookUpNhtsa' && task !== 'LookUpOffline')
      expect(groups[groupOf(state)].timeoutSeconds).toBeLessThanOrEqual(state.TimeoutSeconds!);
  });
});

test('who starts a workflow waits longer than it can take', () => {
  const [chatTurn, decodeVin] = workflows.map(({ definition }) => definition.TimeoutSeconds);
  expect(groups.api.timeoutSeconds).toBeGreaterThan(chatTurn!);
  expect(groups.relay.timeoutSeconds).toBeGreaterThan(decodeVin!);
});
