/** What the tests of the runtime share: a commit, the invocation's context, and what was logged meanwhile. */
import type { Context } from 'aws-lambda';
import { vi } from 'vitest';
import type { Commit } from '../../../events/core/commit.ts';

export const SUBJECT = 'user-7f3a';
export const STREAM = 'session/5b1f0f6e-3f0e-4c2a-9a53-0d2f6a1b7c11';

export const aCommit = (number: number, changes: Partial<Commit> = {}): Commit => ({
  subject: SUBJECT,
  stream: STREAM,
  number,
  events: [
    { type: 'TurnStarted', version: 2 },
    { type: 'TurnAnswered', version: 1 },
  ],
  fold: 3,
  at: '2026-11-21T09:30:00.000Z',
  actor: { kind: 'operator', id: 'role/support' },
  correlation: '0c9f4c44-7a51-4b0e-8a6f-3f1f1b0f9d01',
  causation: `${STREAM}#0000000001.0`,
  command: 'send-message:81d2',
  commitment: new Uint8Array(32).fill(1),
  prev: new Uint8Array(32).fill(2),
  hash: new Uint8Array(32).fill(3),
  body: Buffer.from('sealed words'),
  ...changes,
});

export const context = {
  functionName: 'test',
  functionVersion: '1',
  memoryLimitInMB: '128',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:test',
  awsRequestId: 'request-1',
  getRemainingTimeInMillis: () => 30_000,
} as Context;

/** Everything that reaches the process's output while something runs: whatever logs, it ends there. */
export const outputWhile = async (run: () => Promise<unknown>): Promise<string> => {
  const written: string[] = [];
  const keep = (chunk: unknown): boolean => written.push(String(chunk)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(keep));
  try {
    await run();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return written.join('');
};
