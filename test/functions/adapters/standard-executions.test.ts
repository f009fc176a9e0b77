import { SFNClient } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { createStandardExecutions } from '../../../functions/adapters/standard-executions.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { clientFor, nobodyThere, startLoopback, thrownBy, type LoopbackAnswer } from '../../support/loopback.ts';

const ARNS = {
  'erase-data': 'arn:aws:states:eu-west-1:123456789012:stateMachine:erase-data',
  'export-data': 'arn:aws:states:eu-west-1:123456789012:stateMachine:export-data',
  'verify-history': 'arn:aws:states:eu-west-1:123456789012:stateMachine:verify-history',
  'rebuild-view': 'arn:aws:states:eu-west-1:123456789012:stateMachine:rebuild-view',
};
const REQUEST = '0c9f4c44-7a51-4b0e-8a6f-3f1f1b0f9d01';
const execution = {
  machine: 'export-data' as const,
  name: `${REQUEST}-2`,
  input: { subject: 'user-7f3a', requestId: REQUEST },
};

const started: LoopbackAnswer = {
  body: JSON.stringify({ executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:x:y', startDate: 1 }),
};
const refused = (name: string): LoopbackAnswer => ({ status: 400, body: JSON.stringify({ __type: name }) });
const startAt = (server: { endpoint: string }) => createStandardExecutions(new SFNClient(clientFor(server)), ARNS);

test('an execution is started on its machine, under its name, with its input', async () => {
  await using server = await startLoopback(() => started);
  await startAt(server)(execution);
  expect(server.requests.map(({ headers }) => headers['x-amz-target'])).toEqual(['AWSStepFunctions.StartExecution']);
  const { stateMachineArn, name, input } = JSON.parse(server.requests[0]!.body) as Record<string, string>;
  expect([stateMachineArn, name, JSON.parse(input!)]).toEqual([ARNS['export-data'], execution.name, execution.input]);
});

test('a name that was used before is as good as started', async () => {
  await using server = await startLoopback(() => refused('ExecutionAlreadyExists'));
  await expect(startAt(server)(execution)).resolves.toBeUndefined();
});

test.each(['StateMachineDoesNotExist', 'ThrottlingException', 'ExecutionLimitExceeded'])(
  '%s is unavailable storage: the announcement is tried again',
  async (name) => {
    await using server = await startLoopback(() => refused(name));
    const error = await thrownBy(startAt(server)(execution), StorageUnavailable);
    expect(error.facts).toEqual({ store: 'export-data' });
  },
);

test('so is a service that does not answer', async () => {
  await thrownBy(startAt(await nobodyThere())(execution), StorageUnavailable);
});
