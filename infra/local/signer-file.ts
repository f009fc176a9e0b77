/** The keys that sign on one machine, each in a file that only its owner may read: one for receipts, one for digests, one for bundles. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Signer } from '../../functions/runtime/signer.ts';

const made = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

/** A key of a data folder, made at its first use. On AWS it is a key of KMS, and nobody can read it. */
export const signerIn = (dataDir: string, what: 'receipt' | 'digest' | 'bundle'): Signer => {
  const file = join(dataDir, `${what}-signing-key.pem`);
  let read: KeyObject | undefined;
  const key = (): KeyObject => {
    if (!existsSync(file)) writeFileSync(file, made(), { mode: 0o600, flag: 'wx' });
    return (read ??= createPrivateKey(readFileSync(file)));
  };
  const publicKey = () => createPublicKey(key());
  return {
    keyId: async () =>
      createHash('sha256')
        .update(publicKey().export({ format: 'der', type: 'spki' }))
        .digest('hex'),
    publicKey: async () => publicKey().export({ format: 'pem', type: 'spki' }).toString(),
    sign: async (text) => sign('sha256', Buffer.from(text), { key: key(), dsaEncoding: 'der' }).toString('base64url'),
  };
};
