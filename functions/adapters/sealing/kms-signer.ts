/** Signs receipts on AWS: the private half of the key never leaves KMS. */
import { createHash, createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand, SignCommand, type KMSClient } from '@aws-sdk/client-kms';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import type { Signer } from '../../runtime/signer.ts';

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest();

const asked = async <T>(request: () => Promise<T>): Promise<T> => {
  try {
    return await request();
  } catch (cause) {
    throw new StorageUnavailable('receipt key', { cause });
  }
};

/** @param keyId of a key of the kind ECC_NIST_P256 for signing */
export const createKmsSigner = (kms: KMSClient, keyId: string): Signer => {
  let known: Promise<Uint8Array> | undefined;

  const fetched = () => asked(async () => (await kms.send(new GetPublicKeyCommand({ KeyId: keyId }))).PublicKey!);

  /** SPKI, in DER. Asked for once; a failure is not remembered. */
  const publicKey = (): Promise<Uint8Array> => {
    const asking = (known ??= fetched());
    asking.catch(() => (known = undefined));
    return asking;
  };

  return {
    keyId: async () => sha256(await publicKey()).toString('hex'),
    publicKey: async () =>
      createPublicKey({ key: Buffer.from(await publicKey()), format: 'der', type: 'spki' })
        .export({ format: 'pem', type: 'spki' })
        .toString(),
    sign: (text) =>
      asked(async () => {
        // a digest: KMS takes messages of 4,096 bytes at most
        const { Signature } = await kms.send(
          new SignCommand({
            KeyId: keyId,
            Message: sha256(text),
            MessageType: 'DIGEST',
            SigningAlgorithm: 'ECDSA_SHA_256',
          }),
        );
        return Buffer.from(Signature!).toString('base64url');
      }),
  };
};
