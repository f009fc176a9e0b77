/** SPEC B7: what breaks without a name of ours. The person reads one sentence; administrators hear ids, never words. */
import { Logger } from '@aws-lambda-powertools/logger';
import { expect, it } from 'vitest';
import { api } from '../../functions/api/handler.ts';
import type { ApiParts, Notice } from '../../functions/api/ports.ts';
import { invoke } from '../../infra/local/lambda.ts';
import { StorageUnavailable, SYSTEM_ERROR_SENTENCE } from '../../schemas/errors.ts';

const SECRET = 'Quagmirezebra';
const NOW = '2026-01-22T10:00:00.000Z';
const identity = { resolverContext: { userId: 'user-sam', roles: 'customer' } };

/** An API whose store fails in a way of the test's choosing. */
const broken = (error: Error, notify?: ApiParts['notify']) => {
  const notices: Notice[] = [];
  const fail = async () => {
    throw error;
  };
  const parts = {
    sessions: { list: fail, count: fail, get: fail },
    store: { load: fail },
    now: () => NOW,
    newId: () => 'id',
    notify: notify ?? (async (notice: Notice) => void notices.push(notice)),
  } as unknown as ApiParts;
  const handler = api(parts, new Logger({ logLevel: 'SILENT' }));
  const call = (more: object = {}) =>
    invoke('api', handler, { info: { fieldName: 'getUserVehicles' }, arguments: {}, identity, ...more });
  return { call, notices };
};

it('the person reads the sentence, and not a word of the failure', async () => {
  const { call } = broken(new TypeError(`cannot read ${SECRET}`));
  const error = await call().catch((thrown: unknown) => thrown as Error);
  expect(error).toMatchObject({ message: SYSTEM_ERROR_SENTENCE });
  expect(JSON.stringify([error, (error as Error).message])).not.toContain(SECRET);
});

it('administrators hear which operation, which failure, which request and when', async () => {
  const { call, notices } = broken(new TypeError(`cannot read ${SECRET}`));
  await call().catch(() => {});
  expect(notices).toEqual([
    { operation: 'getUserVehicles', failure: 'TypeError', request: expect.stringMatching(/^[0-9a-f-]{36}$/), at: NOW },
  ]);
});

it('AppSync gets it as data, with the code of a system error', async () => {
  const { call } = broken(new TypeError(SECRET));
  expect(await call({ errorsAsData: true })).toEqual({
    error: { code: 'SystemError', message: SYSTEM_ERROR_SENTENCE, recoverable: true },
  });
});

it('a named error is no system error: administrators are left in peace', async () => {
  const { call, notices } = broken(new StorageUnavailable('events'));
  expect(await call({ errorsAsData: true })).toMatchObject({
    error: { code: 'StorageUnavailable', recoverable: true },
  });
  expect(notices).toEqual([]);
});

it('a notice that cannot be sent takes nothing from the person', async () => {
  const { call } = broken(new TypeError('x'), async () => {
    throw new Error('the bus is away');
  });
  await expect(call()).rejects.toThrow(SYSTEM_ERROR_SENTENCE);
});
