/** Tasks of other function groups on AWS: one synchronous invocation each. */
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { errorNamed, StorageUnavailable } from '../../schemas/errors.ts';
import type { Consumer, RunTask } from '../shared/parked/ports.ts';

/** What Lambda makes of an error; the message is the sentence for people. */
const Failure = z.object({ errorType: z.string().default(''), errorMessage: z.string().optional() });

/** What it answers with that is not JSON says nothing of ours; what it held stays out of the error. */
const parsed = (name: string, payload: Uint8Array | undefined): unknown => {
  try {
    return JSON.parse(Buffer.from(payload ?? []).toString());
  } catch (cause) {
    throw new StorageUnavailable(name, { cause });
  }
};

/**
 * @param functions the function's name, by group
 * @throws the named error that ended the task
 * @throws StorageUnavailable where the function could not be asked, or ended without a name of ours
 */
export const createLambdaTasks =
  (client: LambdaClient, functions: Readonly<Record<Consumer, string>>): RunTask =>
  async (group, task, input) => {
    const Payload = JSON.stringify({ task, input });
    const { FunctionError, Payload: payload } = await client
      .send(new InvokeCommand({ FunctionName: functions[group], Payload }))
      .catch((cause: unknown) => {
        throw new StorageUnavailable(group, { cause });
      });
    const answer = parsed(group, payload);
    if (!FunctionError) return answer;
    const { errorType, errorMessage } = Failure.catch({ errorType: '' }).parse(answer);
    throw errorNamed(errorType, errorMessage) ?? new StorageUnavailable(group);
  };
