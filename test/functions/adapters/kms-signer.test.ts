import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import { createKmsSigner } from '../../../functions/adapters/sealing/kms-signer.ts';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { clientFor, nobodyThere, startLoopback, thrownBy, type LoopbackHandler } from '../../support/loopback.ts';

const KEY = 'alias/dixon-receipts';
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const der = publicKey.export({ format: 'der', type: 'spki' });

const json = (body: unknown, status = 200) => ({ status, body: JSON.stringify(body) });

/** What P-256 of KMS does with a digest: it signs that, and hashes nothing. */
const signatureOf = (digest: Buffer): Buffer => {
  const known = digests.find((text) => createHash('sha256').update(text).digest().equals(digest));
  return sign('sha256', Buffer.from(known!), { key: privateKey, dsaEncoding: 'der' });
};
const digests: string[] = [];

const aKms: LoopbackHandler = ({ headers, body }) => {
  const asked = JSON.parse(body) as { Message?: string };
  if (headers['x-amz-target'] === 'TrentService.GetPublicKey')
    return json({ KeyId: KEY, PublicKey: der.toString('base64') });
  return json({ KeyId: KEY, Signature: signatureOf(Buffer.from(asked.Message!, 'base64')).toString('base64') });
};
const signerAt = (server: { endpoint: string }) => createKmsSigner(new KMSClient(clientFor(server)), KEY);
const asked = ({ requests }: { requests: { headers: Record<string, unknown> }[] }) =>
  requests.map(({ headers }) => String(headers['x-amz-target']).replace('TrentService.', ''));

describe('receipts that KMS signs', () => {
  test('are signed as a digest, however long they are, and hold under the key that it names', async () => {
    await using server = await startLoopback(aKms);
    const signer = signerAt(server);
    const text = 'r'.repeat(10_000);
    digests.push(text);
    const signature = Buffer.from(await signer.sign(text), 'base64url');

    expect(JSON.parse(server.requests[0]!.body)).toEqual({
      KeyId: KEY,
      Message: createHash('sha256').update(text).digest('base64'),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    });
    const key = createPublicKey(await signer.publicKey());
    expect(verify('sha256', Buffer.from(text), { key, dsaEncoding: 'der' }, signature)).toBe(true);
    expect(await signer.keyId()).toBe(createHash('sha256').update(der).digest('hex'));
  });

  test('ask for the public key once an instance', async () => {
    await using server = await startLoopback(aKms);
    const signer = signerAt(server);
    await Promise.all([signer.keyId(), signer.publicKey(), signer.keyId()]);
    await signer.publicKey();
    expect(asked(server)).toEqual(['GetPublicKey']);
  });
});

describe('a KMS that is away', () => {
  test('is unavailable storage, and is not remembered', async () => {
    await using server = await startLoopback((request, nth) =>
      nth === 1 ? json({ __type: 'KMSInternalException' }, 500) : aKms(request, nth),
    );
    const signer = signerAt(server);
    expect((await thrownBy(signer.keyId(), StorageUnavailable)).facts).toEqual({ store: 'receipt key' });
    expect(await signer.publicKey()).toContain('BEGIN PUBLIC KEY');
  });

  test('signs nothing', async () => {
    await thrownBy(signerAt(await nobodyThere()).sign('text'), StorageUnavailable);
  });
});
