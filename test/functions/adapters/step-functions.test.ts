import { SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, test } from 'vitest';
import { createStepFunctionsChatTurn } from '../../../functions/adapters/step-functions.ts';
import { DixonError, errorNames, QuotaExceeded, StorageUnavailable, TurnInProgress } from '../../../schemas/errors.ts';
import type { ChatTurnInput, Reply } from '../../../workflows/chat-turn/contract.ts';
import { clientFor, nobodyThere, startLoopback, thrownBy, type LoopbackAnswer } from '../../support/loopback.ts';

const ARN = 'arn:aws:states:eu-west-1:123456789012:stateMachine:chat-turn';
const SAID = 'my brakes squeal since Tuesday';

const input: ChatTurnInput = {
  userId: 'user-7f3a',
  sessionId: '5b1f0f6e-3f0e-4c2a-9a53-0d2f6a1b7c11',
  turnId: '0c9f4c44-7a51-4b0e-8a6f-3f1f1b0f9d01',
  commandId: 'command-81d2',
  message: SAID,
  level: 'quick',
  mayBegin: true,
  actor: { kind: 'person', id: 'user-7f3a' },
};

const reply: Reply = {
  sessionId: input.sessionId,
  message: 'Check the pads.',
  at: '2026-11-21T09:30:00.000Z',
  level: 'quick',
  success: true,
  vinEnhanced: false,
  number: 4,
};

const ended = (how: { status: string; output?: string; error?: string; cause?: string }): LoopbackAnswer => ({
  body: JSON.stringify({
    executionArn: 'arn:aws:states:eu-west-1:123456789012:express:chat-turn:turn:1',
    startDate: 1_795_253_400,
    stopDate: 1_795_253_405,
    ...how,
  }),
});

const chatTurnAt = (server: { endpoint: string }) =>
  // on AWS the SDK puts `sync-` before the host; 127.0.0.1 has no such name
  createStepFunctionsChatTurn(new SFNClient({ ...clientFor(server), disableHostPrefix: true }), ARN);

const runAgainst = async (answer: LoopbackAnswer) => {
  await using server = await startLoopback(() => answer);
  return await chatTurnAt(server)(input);
};

describe('sending a message through chat-turn', () => {
  test('the reply of the execution is the reply', async () => {
    expect(await runAgainst(ended({ status: 'SUCCEEDED', output: JSON.stringify(reply) }))).toEqual(reply);
  });

  test('the execution is given the whole message and is named by the turn alone', async () => {
    await using server = await startLoopback(() => ended({ status: 'SUCCEEDED', output: JSON.stringify(reply) }));
    await chatTurnAt(server)(input);

    expect(server.requests).toHaveLength(1);
    const [{ headers, body }] = server.requests as [(typeof server.requests)[0]];
    expect(headers['x-amz-target']).toBe('AWSStepFunctions.StartSyncExecution');
    const started = JSON.parse(body) as { stateMachineArn: string; name: string; input: string };
    expect(started.stateMachineArn).toBe(ARN);
    // names are listed in the console and in logs: nothing of the person or of what was said
    expect(started.name).toBe(input.turnId);
    expect(JSON.parse(started.input)).toEqual(input);
  });
});

describe('a chat-turn that ended otherwise', () => {
  test('a turn that is still being answered refuses the next message by that name', async () => {
    const inProgress = ended({ status: 'FAILED', error: 'TurnInProgress', cause: SAID });
    await expect(runAgainst(inProgress)).rejects.toBeInstanceOf(TurnInProgress);
  });

  test.each(errorNames)(
    '%s crosses the border by its name, without what the execution told of its cause',
    async (name) => {
      const error = await thrownBy(runAgainst(ended({ status: 'FAILED', error: name, cause: SAID })), DixonError);
      expect(error.name).toBe(name);
      expect(error.message + JSON.stringify(error.facts)).not.toContain(SAID);
    },
  );

  test('the sentence that a task wrote for people comes along with its name, and nothing else of the failure', async () => {
    const sentence = 'You have 100 sessions. Delete one first.';
    const cause = JSON.stringify({ errorType: 'QuotaExceeded', errorMessage: sentence, trace: [SAID] });
    const error = await thrownBy(runAgainst(ended({ status: 'FAILED', error: 'QuotaExceeded', cause })), QuotaExceeded);
    expect([error.name, error.message]).toEqual(['QuotaExceeded', sentence]);
    expect(JSON.stringify(error)).not.toContain(SAID);
  });

  test('an error that is not ours brings no sentence along: nobody wrote it for people', async () => {
    const cause = JSON.stringify({ errorType: 'TypeError', errorMessage: SAID, trace: [] });
    const error = await thrownBy(
      runAgainst(ended({ status: 'FAILED', error: 'TypeError', cause })),
      StorageUnavailable,
    );
    expect([error.name, error.message]).toEqual(['StorageUnavailable', new StorageUnavailable('any').message]);
  });

  test.each([
    ['a name that is not ours', { status: 'FAILED', error: 'States.TaskFailed', cause: SAID }],
    ['no name at all', { status: 'FAILED' }],
    ['its time running out', { status: 'TIMED_OUT', error: 'States.Timeout' }],
    ['a success that holds no reply', { status: 'SUCCEEDED', output: JSON.stringify({ said: SAID }) }],
    ['a success that is no JSON', { status: 'SUCCEEDED', output: SAID }],
    ['a success without output', { status: 'SUCCEEDED' }],
  ])('%s is unavailable storage', async (_what, how) => {
    const error = await thrownBy(runAgainst(ended(how)), StorageUnavailable);
    expect(error.facts).toEqual({ store: 'chat-turn' });
    expect(error.message).not.toContain(SAID);
  });

  test('an execution that cannot be started is unavailable storage', async () => {
    const missing = { status: 400, body: '{"__type":"StateMachineDoesNotExist"}' };
    await expect(runAgainst(missing)).rejects.toBeInstanceOf(StorageUnavailable);
    await expect(chatTurnAt(await nobodyThere())(input)).rejects.toBeInstanceOf(StorageUnavailable);
  });
});
