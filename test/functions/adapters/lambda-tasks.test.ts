/** A task of another function group, asked for as Lambda has it. */
import type { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { createLambdaTasks } from '../../../functions/adapters/lambda-tasks.ts';
import { NotFound, StorageUnavailable } from '../../../schemas/errors.ts';

const functions = { views: 'dixon-views', publish: 'dixon-publish' };

/** A client that answers so; what it was asked is noted. */
const answering = (answer: { FunctionError?: string; Payload?: string } | Error) => {
  const asked: InvokeCommand['input'][] = [];
  const send = async ({ input }: InvokeCommand) => {
    asked.push(input);
    if (answer instanceof Error) throw answer;
    return { ...answer, Payload: answer.Payload === undefined ? undefined : Buffer.from(answer.Payload) };
  };
  return { asked, runTask: createLambdaTasks({ send } as unknown as LambdaClient, functions) };
};

describe('a task of another group', () => {
  it('is asked for by name, and its answer given', async () => {
    const { asked, runTask } = answering({ Payload: '{"commits":3,"left":null}' });
    expect(await runTask('publish', 'Redrive', { subject: 'user-kim' })).toEqual({ commits: 3, left: null });
    expect(asked).toEqual([
      { FunctionName: 'dixon-publish', Payload: '{"task":"Redrive","input":{"subject":"user-kim"}}' },
    ]);
  });

  it('throws the error that it ended with', async () => {
    const Payload = '{"errorType":"NotFound","errorMessage":"It is not there.","trace":[]}';
    const failing = answering({ FunctionError: 'Unhandled', Payload }).runTask('views', 'Redrive', {});
    await expect(failing).rejects.toThrow('It is not there.');
    await expect(failing).rejects.toBeInstanceOf(NotFound);
  });

  it.each([
    ['cannot be reached', new Error('ENOTFOUND')],
    ['ran out of time', { FunctionError: 'Unhandled', Payload: '{"errorMessage":"Task timed out"}' }],
    ['broke without a name of ours', { FunctionError: 'Unhandled', Payload: '{"errorType":"Runtime.ExitError"}' }],
    ['broke without a word', { FunctionError: 'Unhandled', Payload: 'null' }],
    ['answers with what is not JSON', { Payload: 'what a person wrote' }],
    ['answers with nothing', {}],
  ])('that %s may be tried again later, and says nothing of what it held', async (_what, answer) => {
    const failing = answering(answer).runTask('views', 'Redrive', {});
    await expect(failing).rejects.toBeInstanceOf(StorageUnavailable);
    await expect(failing).rejects.not.toThrow(/timed out|wrote|Exit/);
  });
});
