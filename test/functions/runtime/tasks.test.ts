import { Logger } from '@aws-lambda-powertools/logger';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { tasks, type TaskHandler } from '../../../functions/runtime/tasks.ts';
import { InvalidInput, StorageUnavailable, TurnInProgress } from '../../../schemas/errors.ts';
import { thrownBy } from '../../support/loopback.ts';
import { context, outputWhile } from './examples.ts';

const SAID = 'my brakes squeal since Tuesday';

const contract = {
  Greet: { input: z.object({ name: z.string().trim().min(1) }), output: z.object({ greeting: z.string() }) },
};

type Greet = (input: { name: string }) => Promise<{ greeting: string }>;

/** A handler whose one task does this. */
const greeting = (greet: Greet, logLevel: 'INFO' | 'SILENT' = 'SILENT'): TaskHandler =>
  tasks(contract, { Greet: greet }, new Logger({ serviceName: 'test', logLevel }));

const polite = async ({ name }: { name: string }) => ({ greeting: `Good morning, ${name}.` });

type Line = { level: string; message: string; task?: string; failure?: string } & Record<string, unknown>;

/** What was thrown, if anything was, and every line that was logged. */
const watch = async (greet: Greet, input: unknown) => {
  let error: Error | undefined;
  const output = await outputWhile(async () => {
    try {
      // made in here, so that its logger writes to the output that is watched
      await greeting(greet, 'INFO')({ task: 'Greet', input }, context);
    } catch (thrown) {
      error = thrown as Error;
    }
  });
  const lines = output.split('\n').filter(Boolean);
  return { error, output, lines: lines.map((line) => JSON.parse(line) as Line) };
};

describe('a task', () => {
  test('gets its input and gives its output as the contract says, and nothing beside it', async () => {
    const chatty = async (input: { name: string }) => ({ ...(await polite(input)), surplus: SAID });
    const answer = await greeting(chatty)({ task: 'Greet', input: { name: ' Ada ', surplus: 1 } }, context);
    expect(answer).toEqual({ greeting: 'Good morning, Ada.' });
  });

  test.each(['Unknown', 'toString', '__proto__', ''])(
    'a task called "%s" is refused: there is none here',
    async (task) => {
      const error = await thrownBy(greeting(polite)({ task, input: { name: 'Ada' } }, context), InvalidInput);
      expect(error.message).toContain('There is no task');
    },
  );

  test('malformed input is refused before the task runs, by the field’s name', async () => {
    let ran = false;
    const handler = greeting(async (input) => {
      ran = true;
      return polite(input);
    });
    const error = await thrownBy(handler({ task: 'Greet', input: { name: [SAID] } }, context), InvalidInput);
    expect(error.facts).toEqual({ field: 'name' });
    expect(error.message).not.toContain(SAID);
    expect(ran).toBe(false);
  });

  test('malformed output goes no further, and was not done', async () => {
    const broken = async () => ({ greeting: [SAID] as unknown as string });
    const { error, lines } = await watch(broken, { name: 'Ada' });
    expect(error).toMatchObject({ name: 'ContractBroken', facts: { task: 'Greet' } });
    expect(lines.map(({ message }) => message)).toEqual(['task failed']);
  });

  test.each([new TurnInProgress({ turn: 3 }), new StorageUnavailable('events'), new TypeError('x is undefined')])(
    'what it throws reaches the workflow by its own name: %s',
    async (thrown) => {
      const handler = greeting(() => Promise.reject(thrown));
      await expect(handler({ task: 'Greet', input: { name: 'Ada' } }, context)).rejects.toBe(thrown);
    },
  );
});

describe('what a task leaves in the log', () => {
  test('that it was done and how long it took; not what it was given, nor what it gave', async () => {
    const { error, output, lines } = await watch(polite, { name: SAID });
    expect(error).toBeUndefined();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'INFO',
      message: 'task done',
      task: 'Greet',
      ms: expect.any(Number) as unknown,
    });
    expect(output).not.toContain(SAID);
  });

  test('the name and the facts of what went wrong, and the name of its cause', async () => {
    const away = () => Promise.reject(new StorageUnavailable('events', { cause: new TypeError(SAID) }));
    const { output, lines } = await watch(away, { name: SAID });
    const told = { failure: 'StorageUnavailable', store: 'events', cause: 'TypeError' };
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'WARN', message: 'task failed', task: 'Greet', ...told });
    expect(output).not.toContain(SAID);
  });

  test('where an unexpected error came from, without a word of its message', async () => {
    const broken = async ({ name }: { name: string }): Promise<never> => {
      throw new RangeError(`cannot greet ${name}\n${name}`);
    };
    const { output, lines } = await watch(broken, { name: SAID });
    expect(lines[0]).toMatchObject({
      failure: 'RangeError',
      stack: expect.arrayContaining([expect.any(String)]) as unknown,
    });
    expect(output).toContain('tasks.test.ts');
    expect(output).not.toContain(SAID);
  });

  test('nothing of an input that was refused', async () => {
    const { error, output, lines } = await watch(polite, { name: [SAID] });
    expect(error).toBeInstanceOf(InvalidInput);
    expect(lines[0]).toMatchObject({ message: 'task failed', failure: 'InvalidInput', field: 'name' });
    expect(output).not.toContain(SAID);
  });

  test('nothing of something thrown that is no error', async () => {
    const odd = () => Promise.reject(SAID);
    const { output, lines } = await watch(odd, { name: 'Ada' });
    expect(lines[0]).toMatchObject({ message: 'task failed', failure: 'unknown' });
    expect(output).not.toContain(SAID);
  });
});
