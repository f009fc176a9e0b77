/** Where an archive can be fetched: only by whom it is about, only while it is there, and otherwise what to do instead. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { confirmIdentity, type PrivacyEvent } from '../../events/privacy/index.ts';
import { getExportLink } from '../../functions/api/operations/privacy/get-export-link.ts';
import type { ApiParts } from '../../functions/api/ports.ts';
import type { Principal } from '../../functions/api/principal.ts';
import { archiveKey } from '../../functions/shared/exports/keys.ts';
import type { BlobStore } from '../../functions/shared/uploads/ports.ts';
import type { DixonError } from '../../schemas/errors.ts';
import type { PrivacyWish } from '../../schemas/privacy.ts';
import { onRequest, requested } from '../support/compliance.ts';
import { memoryHome, type Home } from '../support/stores.ts';

const userId = 'user-sam' as const;
const EXPIRES = '2026-01-29T10:00:00.000Z';

const completed: PrivacyEvent = {
  type: 'ExportCompleted',
  files: 10,
  bytes: 1_000,
  sha256: 'a'.repeat(64),
  expiresAt: EXPIRES,
  signedAt: '2026-01-22T10:00:00.000Z',
  signature: 'c2ln',
  keyId: 'b'.repeat(64),
};

let home: Home;
let signed: Parameters<BlobStore['presignGet']>[0][];
beforeEach(async () => {
  home = await memoryHome();
  signed = [];
});

const request = async (events: PrivacyEvent[], wish: PrivacyWish = { kind: 'export' }): Promise<string> => {
  const requestId = await requested(home.store, userId, wish);
  for (const event of events) await onRequest(home.store, userId, requestId, () => [event]);
  return requestId;
};

const link = (requestId: string, now: string, who: Principal['userId'] = userId) => {
  const presignGet: BlobStore['presignGet'] = async (file) => {
    signed.push(file);
    return { url: 'https://example.com/', expiresAt: EXPIRES };
  };
  const parts = { store: home.store, blobs: { presignGet }, now: () => now } as unknown as ApiParts;
  return getExportLink(parts)({ requestId }, { userId: who, actor: { kind: 'person', id: who }, roles: [] });
};

describe('an archive that is there', () => {
  it('can be fetched for 24 hours, under a name that says when it was asked for', async () => {
    const requestId = await request([completed]);
    await link(requestId.toUpperCase(), '2026-01-23T10:00:00.000Z');
    const key = archiveKey(userId, requestId);
    expect(signed).toEqual([{ key, name: 'dixon-export-2026-01-22.zip', seconds: 86_400 }]);
  });

  it('can be fetched no longer than it is there', async () => {
    const requestId = await request([completed]);
    await link(requestId, '2026-01-29T09:59:00.500Z');
    expect(signed).toMatchObject([{ seconds: 59 }]);
  });
});

const FAILED: PrivacyEvent = { type: 'RequestFailed', step: 'pack', error: 'StorageUnavailable' };

describe.each<[string, PrivacyEvent[], string, string]>([
  ['that is being made', [], 'NotFound', 'in a few minutes'],
  ['that went wrong', [FAILED], 'NotFound', 'went wrong'],
  ['that was refused', [{ type: 'RequestRefused', reason: 'excessive' }], 'NotFound', 'getPrivacyRequests'],
  ['that was erased again', [completed, { type: 'ExportErased' }], 'NotFound', 'requestExport'],
])('an archive %s', (_what, events, name, word) => {
  it('is refused with what to do', async () => {
    const requestId = await request(events);
    const refusal = { name, message: expect.stringContaining(word) };
    await expect(link(requestId, '2026-01-23T10:00:00.000Z')).rejects.toMatchObject(refusal);
    expect(signed).toEqual([]);
  });
});

it('one whose week is over is refused, whether a sweep came by or not', async () => {
  const requestId = await request([completed]);
  const refusal = { name: 'NotFound', message: expect.stringContaining('requestExport') };
  await expect(link(requestId, EXPIRES)).rejects.toMatchObject(refusal);
});

it('one that waits for a proof says which operation takes it', async () => {
  const requestId = randomUUID();
  const received: PrivacyEvent = { type: 'RequestReceived', wish: { kind: 'export' }, via: 'api', dueAt: EXPIRES };
  await onRequest(home.store, userId, requestId, () => [received]);
  const refusal = { name: 'NotFound', message: expect.stringContaining('confirmPrivacyRequest') };
  await expect(link(requestId, EXPIRES)).rejects.toMatchObject(refusal);
  await onRequest(home.store, userId, requestId, confirmIdentity('email'));
  await expect(link(requestId, EXPIRES)).rejects.not.toMatchObject(refusal);
});

const shown = ({ name, message, facts }: DixonError) => ({ name, message, facts });

it('an erasure has no archive, and somebody else’s export is as none at all', async () => {
  const erasure = await request([], { kind: 'erasure', scope: { what: 'vehicles' } });
  await expect(link(erasure, EXPIRES)).rejects.toMatchObject({ name: 'InvalidInput' });
  const requestId = await request([completed]);
  const [theirs, nobodys] = await Promise.all(
    [link(requestId, EXPIRES, 'user-mallory'), link(randomUUID(), EXPIRES)].map((asked) =>
      asked.then(
        () => 'a link',
        (error: unknown) => shown(error as DixonError),
      ),
    ),
  );
  expect(theirs).toEqual(nobodys);
  expect(theirs).toMatchObject({ name: 'NotFound' });
});
