/** The key-encryption key that KMS guards, with a KMS on 127.0.0.1 that wraps as the real one does: bound to a context. */
import { randomBytes } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import { createMemoryKeyStore, type KeyStore } from '../../../functions/adapters/sealing/key-store.ts';
import { createKmsKeyEncryptionKey } from '../../../functions/adapters/sealing/kms.ts';
import { createVault } from '../../../functions/adapters/sealing/vault.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import {
  clientFor,
  startLoopback,
  thrownBy,
  type LoopbackAnswer,
  type LoopbackHandler,
} from '../../support/loopback.ts';

const KMS_KEY = 'alias/dixon';
const address = { subject: 'system', stream: 'key-encryption-key/kek-1' };
const dataKey = Buffer.alloc(32, 7);

const json = (body: unknown, status = 200): LoopbackAnswer => ({ status, body: JSON.stringify(body) });

/** A KMS: its ciphertext is a random name for what it keeps, and opens under the same context only. */
const aKms = (): LoopbackHandler => {
  const kept = new Map<string, { plain: Buffer; context: string }>();
  return ({ headers, body }) => {
    const asked = JSON.parse(body) as { CiphertextBlob?: string; EncryptionContext: unknown };
    const context = JSON.stringify(asked.EncryptionContext);
    if (headers['x-amz-target'] === 'TrentService.GenerateDataKeyWithoutPlaintext') {
      const blob = randomBytes(64).toString('base64');
      kept.set(blob, { plain: randomBytes(32), context });
      return json({ CiphertextBlob: blob, KeyId: KMS_KEY });
    }
    const found = kept.get(asked.CiphertextBlob ?? '');
    if (headers['x-amz-target'] !== 'TrentService.Decrypt' || found?.context !== context)
      return json({ __type: 'InvalidCiphertextException' }, 400);
    return json({ Plaintext: found.plain.toString('base64'), KeyId: KMS_KEY });
  };
};

const asked = ({ requests }: { requests: { headers: Record<string, unknown> }[] }) =>
  requests.map(({ headers }) => String(headers['x-amz-target']).replace('TrentService.', ''));

/** One Lambda instance. */
const instanceAt = (server: { endpoint: string }, keys: KeyStore, id?: string) =>
  createKmsKeyEncryptionKey({
    kms: new KMSClient(clientFor(server)),
    kmsKeyId: KMS_KEY,
    keys,
    ...(id === undefined ? {} : { id }),
  });

describe('the key that KMS guards', () => {
  test('it is generated once, and only its wrapping is kept', async () => {
    await using server = await startLoopback(aKms());
    const keys = createMemoryKeyStore();
    await instanceAt(server, keys).wrap(dataKey, 'here');

    expect(asked(server)).toEqual(['GenerateDataKeyWithoutPlaintext', 'Decrypt']);
    expect(JSON.parse(server.requests[0]!.body)).toEqual({
      KeyId: KMS_KEY,
      KeySpec: 'AES_256',
      EncryptionContext: { purpose: 'dixon-key-encryption-key', name: 'kek-1' },
    });
    const record = await keys.get(address);
    const { CiphertextBlob } = JSON.parse(server.requests[1]!.body) as { CiphertextBlob: string };
    expect(record).toEqual({ kind: 'key', wrapped: expect.any(Uint8Array) as unknown, kek: KMS_KEY });
    expect(Buffer.from((record as { wrapped: Uint8Array }).wrapped).toString('base64')).toBe(CiphertextBlob);
  });

  test('an instance asks KMS once, however many keys it wraps and unwraps', async () => {
    await using server = await startLoopback(aKms());
    const kek = instanceAt(server, createMemoryKeyStore());
    for (let count = 0; count < 20; count += 1) {
      const wrapped = await kek.wrap(dataKey, 'here');
      expect(Buffer.from(await kek.unwrap(wrapped, kek.id, 'here'))).toEqual(dataKey);
    }
    await Promise.all(Array.from({ length: 20 }, () => kek.wrap(dataKey, 'here')));
    expect(asked(server)).toEqual(['GenerateDataKeyWithoutPlaintext', 'Decrypt']);
  });

  test('many first requests at once ask KMS once as well', async () => {
    await using server = await startLoopback(aKms());
    const kek = instanceAt(server, createMemoryKeyStore());
    await Promise.all(Array.from({ length: 20 }, () => kek.wrap(dataKey, 'here')));
    expect(asked(server)).toEqual(['GenerateDataKeyWithoutPlaintext', 'Decrypt']);
  });

  test('a later instance decrypts the key that stands, and generates none', async () => {
    await using server = await startLoopback(aKms());
    const keys = createMemoryKeyStore();
    const wrapped = await instanceAt(server, keys).wrap(dataKey, 'here');
    expect(Buffer.from(await instanceAt(server, keys).unwrap(wrapped, 'kek-1', 'here'))).toEqual(dataKey);
    expect(asked(server)).toEqual(['GenerateDataKeyWithoutPlaintext', 'Decrypt', 'Decrypt']);
  });

  test('two instances that race for the first key end with the same one', async () => {
    const kms = aKms();
    const bothGenerate = Promise.withResolvers<undefined>();
    await using server = await startLoopback(async (request, nth) => {
      // the first two requests are held until both have come: each instance found no key
      if (nth === 2) bothGenerate.resolve(undefined);
      await bothGenerate.promise;
      return kms(request, nth);
    });
    const keys = createMemoryKeyStore();
    const [first, second] = [instanceAt(server, keys), instanceAt(server, keys)];
    const [byFirst, bySecond] = await Promise.all([first.wrap(dataKey, 'here'), second.wrap(dataKey, 'here')]);

    expect(asked(server).slice(0, 2)).toEqual(['GenerateDataKeyWithoutPlaintext', 'GenerateDataKeyWithoutPlaintext']);
    expect(Buffer.from(await second.unwrap(byFirst, 'kek-1', 'here'))).toEqual(dataKey);
    expect(Buffer.from(await first.unwrap(bySecond, 'kek-1', 'here'))).toEqual(dataKey);
  });

  test('a new key takes over for what is wrapped from now on; what the old one wrapped still opens', async () => {
    await using server = await startLoopback(aKms());
    const keys = createMemoryKeyStore();
    const old = await instanceAt(server, keys, 'kek-1').wrap(dataKey, 'here');
    const rotated = instanceAt(server, keys, 'kek-2');
    const fresh = await rotated.wrap(dataKey, 'here');

    expect(Buffer.from(await rotated.unwrap(old, 'kek-1', 'here'))).toEqual(dataKey);
    expect(Buffer.from(await rotated.unwrap(fresh, 'kek-2', 'here'))).toEqual(dataKey);
    await expect(rotated.unwrap(old, 'kek-2', 'here')).rejects.toThrow();
  });
});

describe('a KMS that is away', () => {
  test('is unavailable storage, and is not remembered: the next request works', async () => {
    const kms = aKms();
    await using server = await startLoopback((request, nth) =>
      nth === 1 ? json({ __type: 'KMSInternalException' }, 500) : kms(request, nth),
    );
    const kek = instanceAt(server, createMemoryKeyStore());
    const error = await thrownBy(kek.wrap(dataKey, 'here'), StorageUnavailable);
    expect(error.facts).toEqual({ store: 'keys' });

    const wrapped = await kek.wrap(dataKey, 'here');
    expect(Buffer.from(await kek.unwrap(wrapped, kek.id, 'here'))).toEqual(dataKey);
  });

  test('a key that was generated before KMS went away is the key afterwards', async () => {
    const kms = aKms();
    await using server = await startLoopback((request, nth) =>
      nth === 2 ? json({ __type: 'KMSInternalException' }, 500) : kms(request, nth),
    );
    const kek = instanceAt(server, createMemoryKeyStore());
    await expect(kek.wrap(dataKey, 'here')).rejects.toBeInstanceOf(StorageUnavailable);
    await kek.wrap(dataKey, 'here');
    expect(asked(server)).toEqual(['GenerateDataKeyWithoutPlaintext', 'Decrypt', 'Decrypt']);
  });

  test('does not make a conversation look damaged: the person is asked to try again', async () => {
    const kms = aKms();
    const keys = createMemoryKeyStore();
    const conversation = { subject: 'user-7f3a', stream: 'session/1' };
    const vaultOf = (server: { endpoint: string }) =>
      createVault({ keys, kek: instanceAt(server, keys), milliseconds: () => 0 });

    await using well = await startLoopback(kms);
    const sealed = await vaultOf(well).seal(conversation, 'place', Buffer.from('hello'));
    await using ill = await startLoopback(() => json({ __type: 'KMSInternalException' }, 500));
    await expect(vaultOf(ill).open(conversation, 'place', sealed)).rejects.toBeInstanceOf(StorageUnavailable);
    await expect(vaultOf(ill).seal(conversation, 'place', sealed)).rejects.toBeInstanceOf(StorageUnavailable);
  });
});

test('a key-encryption key that was buried wraps nothing more', async () => {
  await using server = await startLoopback(aKms());
  const keys = createMemoryKeyStore();
  await keys.bury(address, { kind: 'tombstone', request: 'mistake', at: '2026-11-21T09:30:00.000Z' });
  await expect(instanceAt(server, keys).wrap(dataKey, 'here')).rejects.toBeInstanceOf(StorageUnavailable);
  expect(server.requests).toHaveLength(0);
});
