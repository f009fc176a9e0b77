/** The definitions of the workflows, held against the contracts of the groups that they call. */
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { groups } from '../../infra/aws/groups.ts';
import * as errors from '../../schemas/errors.ts';
import { audits, jobs, statesIn, workflows } from './workflow-definitions.ts';

describe.each(workflows)('the definition of $name', ({ text, states, tasks, contracts }) => {
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
    const ours = named.filter((name) => !/^(States|Lambda|Sandbox)\./.test(name));
    expect(ours).toContain('StorageUnavailable');
    for (const name of ours) {
      const error = (errors as Record<string, unknown>)[name];
      expect(error, name).toBeTypeOf('function');
      expect((error as { prototype: unknown }).prototype, name).toBeInstanceOf(errors.DixonError);
    }
  });

  test('calls every task that its groups promise', () => {
    const promised = Object.entries(contracts).flatMap(([group, contract]) =>
      Object.keys(contract).map((task) => `${group}: ${task}`),
    );
    expect(new Set(tasks.map(({ group, task }) => `${group}: ${task}`))).toEqual(new Set(promised));
  });
});

const everyTask = workflows.flatMap(({ type, definition, tasks, contracts }) =>
  tasks.map((task) => ({ ...task, type, limit: definition.TimeoutSeconds ?? Infinity, contracts })),
);

/** Fields of a task's input, where it has some and no choice of shapes. */
const shapeOf = (input: z.ZodType | undefined): Record<string, z.ZodType> | undefined =>
  (input as z.ZodObject | undefined)?.shape;

describe.each(everyTask)('the state $state of $name', ({ made, group, task, limit, contracts }) => {
  test('gives its task what the contract asks for, and nothing else', () => {
    const shape = shapeOf(contracts[group]?.[task]?.input);
    const { input } = made.Parameters as { input?: Record<string, unknown> };
    // `"input.$": "$.work"`: only the run itself can say what that holds
    if (!input || !shape) {
      expect(made.Parameters).toHaveProperty(['input.$']);
      return;
    }
    const given = Object.keys(input).map((field) => field.replace(/\.\$$/, ''));
    const needed = Object.keys(shape).filter((field) => !shape[field]!.safeParse(undefined).success);
    expect(Object.keys(shape)).toEqual(expect.arrayContaining(given));
    expect(given).toEqual(expect.arrayContaining(needed));
  });

  test('ends in time', () => {
    expect(made.TimeoutSeconds).toBeGreaterThan(0);
    expect(made.TimeoutSeconds).toBeLessThan(limit);
  });
});

// LookUpNhtsa is short because a person waits; what still runs then only asks NHTSA
const waited = everyTask.filter(({ type, task }) => type === 'EXPRESS' && !task.startsWith('LookUp'));
test.each(waited)('the function behind $state of $name ends no later than it', ({ made, group }) => {
  expect(groups[group].timeoutSeconds).toBeLessThanOrEqual(made.TimeoutSeconds!);
});

// a task of a job can be repeated beside an earlier try that still runs, but no try may be longer than its function
const worked = everyTask.filter(({ type }) => type === 'STANDARD');
test.each(worked)('the function behind $state of $name has the time that it is given', ({ made, group }) => {
  expect(made.TimeoutSeconds).toBeLessThanOrEqual(groups[group].timeoutSeconds);
});

describe.each(jobs)('the job $name', ({ definition, tasks }) => {
  test('may take as long as it takes: no limit ends it unheard', () => {
    expect(definition.TimeoutSeconds).toBeUndefined();
  });

  test('catches whatever fails, and says so in the end: only then there is nothing left to try', () => {
    const uncaught = tasks.filter(
      ({ made }) => !made.Catch?.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL')),
    );
    expect(uncaught.map(({ state }) => state)).toEqual(['Fail']);
    const mails = ['TellBeginning', 'TellReady'];
    const ends = new Set(
      tasks
        .filter(({ state }) => !mails.includes(state))
        .flatMap(({ made }) => made.Catch ?? [])
        .filter(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'))
        .map(({ Next }) => Next),
    );
    expect([...ends].filter((next) => next !== 'Fail' && next !== 'DiscardFailed')).toEqual([]);
    // the one error that is no failure: an erasure took the parts of an archive, so they are collected again
    const named = tasks.flatMap(({ state, made }) =>
      (made.Catch ?? [])
        .filter(({ ErrorEquals }) => !ErrorEquals.includes('States.ALL'))
        .map(({ ErrorEquals, Next }) => [state, ...ErrorEquals, Next].join(' ')),
    );
    expect(named.filter((each) => each !== 'Pack NotFound DiscardOvertaken')).toEqual([]);
  });

  test('tries again what storage or Lambda could not do', () => {
    for (const { state, made } of tasks) {
      const retried = new Set(made.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals));
      for (const name of ['StorageUnavailable', 'ConcurrentModification', 'States.Timeout'])
        expect(retried, `${state}: ${name}`).toContain(name);
    }
  });
});

describe.each(audits)('the job $name', ({ definition, tasks }) => {
  const fails = (name: string) => name.startsWith('Fail');

  test('says in the end whatever failed, in a part too', () => {
    const outside = Object.entries(definition.States).filter(([, { Type }]) => Type === 'Task' || Type === 'Map');
    const uncaught = outside.filter(
      ([, { Catch = [] }]) => !Catch.some(({ ErrorEquals, Next }) => ErrorEquals.includes('States.ALL') && fails(Next)),
    );
    expect(uncaught.map(([name]) => name).filter((name) => !fails(name))).toEqual([]);
    expect(uncaught).toHaveLength(1);
  });

  test('works on its parts side by side, each an execution of its own', () => {
    const maps = Object.values(definition.States).filter(({ Type }) => Type === 'Map');
    expect(maps.length).toBeGreaterThan(0);
    for (const map of maps)
      expect(map).toMatchObject({
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
      });
  });

  test('calls a task that gave way again', () => {
    const choices = statesIn(definition.States).filter(([, { Type }]) => Type === 'Choice');
    const gaveWay = choices.filter(([, state]) => JSON.stringify(state).includes('$.result.done'));
    const long = tasks.filter(({ made }) => made.TimeoutSeconds === 870);
    expect(gaveWay.map(([, state]) => (state as { Default?: string }).Default).sort()).toEqual(
      long.map(({ state }) => state).sort(),
    );
  });
});
