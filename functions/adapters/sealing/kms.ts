/**
 * The key-encryption key on AWS: 32 bytes that KMS generated, kept in the keys table as KMS ciphertext, decrypted once
 * per Lambda instance. A turn costs no KMS call.
 */
import { DecryptCommand, GenerateDataKeyWithoutPlaintextCommand, type KMSClient } from '@aws-sdk/client-kms';
import { StorageUnavailable } from '../../../schemas/errors.ts';
import { createKeyEncryptionKey, type KeyEncryptionKey } from './key-encryption-key.ts';
import type { KeyStore } from './key-store.ts';

export type KmsParts = { kms: KMSClient; kmsKeyId: string; keys: KeyStore; /** `kek-1`. */ id?: string };

export const createKmsKeyEncryptionKey = ({ kms, kmsKeyId, keys, id = 'kek-1' }: KmsParts): KeyEncryptionKey =>
  createKeyEncryptionKey(id, async (name) => {
    const address = { subject: 'system', stream: `key-encryption-key/${name}` };
    const EncryptionContext = { purpose: 'dixon-key-encryption-key', name };
    try {
      const standing = await keys.get(address);
      const generate = async () => {
        const made = await kms.send(
          new GenerateDataKeyWithoutPlaintextCommand({ KeyId: kmsKeyId, KeySpec: 'AES_256', EncryptionContext }),
        );
        return keys.putIfAbsent(address, { kind: 'key', wrapped: made.CiphertextBlob!, kek: kmsKeyId });
      };
      const record = standing ?? (await generate());
      if (record.kind !== 'key') throw new Error(`the key-encryption key ${name} was buried`);
      const plain = await kms.send(new DecryptCommand({ CiphertextBlob: record.wrapped, EncryptionContext }));
      return plain.Plaintext!;
    } catch (cause) {
      throw new StorageUnavailable('keys', { cause });
    }
  });
