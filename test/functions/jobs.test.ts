/** What starts the job of a request: once for each commit that lets it go on. */
import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failRequest, holdRequest, openRequest, privacyStream, resumeRequest } from '../../events/privacy/index.ts';
import { jobs } from '../../functions/jobs/handler.ts';
import type { StartExecution } from '../../functions/privacy/ports.ts';
import { invoke } from '../../infra/local/lambda.ts';
import { onRequest, requested } from '../support/compliance.ts';
import { memoryHome, type Home } from '../support/stores.ts';

let home: Home;
let user: string;
let started: Parameters<StartExecution>[0][];
beforeAll(async () => {
  home = await memoryHome();
});
afterAll(() => home.stop());
beforeEach(() => {
  user = `user-${randomUUID()}`;
  started = [];
});

const startJob = (requestId: string, number: number) => {
  const handler = jobs(
    { store: home.store, start: async (execution) => void started.push(execution) },
    new Logger({ logLevel: 'SILENT' }),
  );
  return invoke('jobs', handler, { task: 'StartJob', input: { ...privacyStream(user, requestId), number } });
};

describe('a request that is confirmed', () => {
  it.each([
    ['an erasure', 'erase-data', { kind: 'erasure', scope: { what: 'account' } }],
    ['an export', 'export-data', { kind: 'export' }],
  ] as const)('starts the state machine of %s', async (_what, machine, wish) => {
    const requestId = await requested(home.store, user, wish);
    expect(await startJob(requestId, 2)).toEqual({ started: true });
    expect(started).toEqual([{ machine, name: `${requestId}-2`, input: { subject: user, requestId } }]);
  });

  it('names the execution by the commit, so that the same announcement starts the same one', async () => {
    const requestId = await requested(home.store, user);
    await startJob(requestId, 2);
    await startJob(requestId, 2);
    await onRequest(home.store, user, requestId, failRequest('keys', 'TimeoutError'));
    await onRequest(home.store, user, requestId, resumeRequest);
    await startJob(requestId, 4);
    expect(started.map(({ name }) => name)).toEqual([2, 2, 4].map((number) => `${requestId}-${number}`));
  });

  it('says nothing of the person in the name', async () => {
    const requestId = await requested(home.store, user);
    await startJob(requestId, 2);
    expect(started[0]!.name).not.toContain(user);
    expect(started[0]!.name.length).toBeLessThanOrEqual(80);
  });
});

describe('nothing is started for a request that', () => {
  it('is not confirmed yet, or is not there', async () => {
    const requestId = randomUUID();
    expect(await startJob(requestId, 1)).toEqual({ started: false });
    await onRequest(home.store, user, requestId, openRequest({ wish: { kind: 'export' }, via: 'api' }));
    expect(await startJob(requestId, 1)).toEqual({ started: false });
    expect(started).toEqual([]);
  });

  it('waits for a hold, or failed meanwhile', async () => {
    const [held, failed] = [await requested(home.store, user), await requested(home.store, user)];
    await onRequest(home.store, user, held, holdRequest(randomUUID()));
    await onRequest(home.store, user, failed, failRequest('keys', 'TimeoutError'));
    for (const id of [held, failed]) expect(await startJob(id, 2)).toEqual({ started: false });
    expect(started).toEqual([]);
  });
});
