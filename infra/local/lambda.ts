/** What a handler is given in place of Lambda's own invocation: values through JSON, and a context. */
import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

export type Handler<E, R> = (event: E, context: Context) => Promise<R>;

/** Lambda's context but for the callbacks of its first years, which nobody here may use. */
const contextFor = (functionName: string): Omit<Context, 'done' | 'fail' | 'succeed'> => ({
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
  awsRequestId: randomUUID(),
  logGroupName: functionName,
  logStreamName: 'local',
  memoryLimitInMB: '512',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 30_000,
});

const throughJson = <T>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T));

/** Invokes a handler as Lambda would: nothing is shared with the caller, what JSON cannot carry is lost here too. */
export const invoke = async <E, R>(functionName: string, handler: Handler<E, R>, event: E): Promise<R> =>
  throughJson(await handler(throughJson(event), contextFor(functionName) as Context));
