import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { createEventBridgeProgress } from '../../../functions/adapters/event-bridge-progress.ts';
import type { ProgressStep } from '../../../functions/turn/progress.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { clientFor, startLoopback, thrownBy, type LoopbackRequest } from '../../support/loopback.ts';

const at = '2026-01-22T10:00:00.000Z';
const step: ProgressStep = { sessionId: 's', turnId: 't', step: 'TOOL_RUNNING', tool: 'repair_instructions', at };
const never = new AbortController().signal;

const progressAt = (server: { endpoint: string }) =>
  createEventBridgeProgress(new EventBridgeClient(clientFor(server)), 'dixon-bus');
const entriesOf = ({ body }: LoopbackRequest) => (JSON.parse(body) as { Entries: Record<string, unknown>[] }).Entries;
const taken = { body: '{"FailedEntryCount":0,"Entries":[]}' };

test('a step goes on the bus as it is, with a source that no rule for facts hears', async () => {
  await using server = await startLoopback(() => taken);
  await progressAt(server)([step], never);
  const [entry] = entriesOf(server.requests[0]!);
  expect(entry).toMatchObject({ EventBusName: 'dixon-bus', Source: 'dixon.progress', DetailType: 'TurnProgress' });
  expect(JSON.parse(entry!['Detail'] as string)).toEqual(step);
});

test('the steps of one round travel together, ten to a request', async () => {
  await using server = await startLoopback(() => taken);
  await progressAt(server)(
    Array.from({ length: 12 }, () => step),
    never,
  );
  expect(server.requests.map((request) => entriesOf(request).length)).toEqual([10, 2]);
});

test('a refused step is heard of, and not sent again', async () => {
  await using server = await startLoopback(() => ({
    body: '{"FailedEntryCount":1,"Entries":[{"ErrorCode":"ThrottlingException"}]}',
  }));
  await thrownBy(progressAt(server)([step], never), StorageUnavailable);
  expect(server.requests).toHaveLength(1);
});

test('a bus that hangs is given up with the patience of the turn', async () => {
  const { promise, resolve } = Promise.withResolvers<typeof taken>();
  await using server = await startLoopback(() => promise);
  await expect(progressAt(server)([step], AbortSignal.timeout(50))).rejects.toThrow();
  resolve(taken);
});
