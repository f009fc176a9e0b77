import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { groups, type GroupName } from '../../infra/aws/groups.ts';
import * as errors from '../../schemas/errors.ts';
import * as contracts from '../../workflows/chat-turn/contract.ts';
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

const text = readFileSync('workflows/chat-turn/definition.asl.json', 'utf8');
const definition = JSON.parse(text) as Definition;

const statesIn = (states: Record<string, State>): [string, State][] =>
  Object.entries(states).flatMap(([name, state]) => [[name, state], ...statesIn(state.ItemProcessor?.States ?? {})]);
const states = statesIn(definition.States);
const tasks = states.filter(([, { Type }]) => Type === 'Task');
const groupOf = ({ Resource }: State) => /^\$\{(\w+)\}$/.exec(Resource ?? '')?.[1] as GroupName;

describe('chat-turn, as it is deployed', () => {
  let dev: Synthesized;
  beforeAll(() => {
    dev = synthesize('dev');
  });
  afterAll(() => dev.remove());
  const machine = () => dev.ofType('AWS::StepFunctions::StateMachine')[0]![1].Properties;

  test('is the ASL file, with a function for every placeholder', () => {
    const substitutions = machine()['DefinitionSubstitutions'] as Record<string, unknown>;
    expect(JSON.parse(machine()['DefinitionString'] as string)).toEqual(definition);
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

  test('is started by api alone', () => {
    const starters = dev
      .ofType('AWS::IAM::Policy')
      .filter(([, { Properties }]) => JSON.stringify(Properties).includes('states:Start'))
      .map(([, { Properties }]) => Properties['Roles']);
    expect(starters).toEqual([[{ Ref: dev.group('api').role }]]);
  });
});

test('the definition is valid Amazon States Language', () => {
  // a validator without types; it also writes into what it is given
  const validate = createRequire(import.meta.url)('asl-validator') as (machine: unknown) => {
    isValid: boolean;
    errorsText: () => string;
  };
  const replaced = text.replaceAll(/\$\{(\w+)\}/g, 'arn:aws:lambda:us-east-1:123456789012:function:$1');
  const { isValid, errorsText } = validate(JSON.parse(replaced));
  expect(isValid, errorsText()).toBe(true);
});

test('every error that Retry or Catch waits for is one of ours, or the service’s own', () => {
  const named = states.flatMap(([, { Retry = [], Catch = [] }]) => [...Retry, ...Catch].flatMap((r) => r.ErrorEquals));
  const ours = named.filter((name) => !/^(States|Lambda)\./.test(name));
  expect(ours).toContain('ModelThrottled');
  for (const name of ours) {
    const error = (errors as Record<string, unknown>)[name];
    expect(error, name).toBeTypeOf('function');
    expect((error as { prototype: unknown }).prototype, name).toBeInstanceOf(errors.DixonError);
  }
});

describe.each(tasks)('the task %s', (name, state) => {
  const contractNames = { turn: 'turnContract', model: 'modelContract', tools: 'toolsContract' } as const;

  test('has a contract in the group it calls', () => {
    const group = groupOf(state) as keyof typeof contractNames;
    expect(state.Parameters?.task).toBe(name);
    expect(Object.keys(contracts[contractNames[group]])).toContain(name);
  });

  test('ends in time, and its function not after it', () => {
    expect(state.TimeoutSeconds).toBeGreaterThan(0);
    expect(state.TimeoutSeconds).toBeLessThan(definition.TimeoutSeconds);
    expect(groups[groupOf(state)].timeoutSeconds).toBeLessThanOrEqual(state.TimeoutSeconds!);
  });
});

test('api waits longer than a turn can take', () => {
  expect(groups.api.timeoutSeconds).toBeGreaterThan(definition.TimeoutSeconds);
});
