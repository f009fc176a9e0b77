/** The key that signs visitors' tokens on one machine, in a file that only its owner may read. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SigningKeys } from '../../functions/adapters/anonymous-tokens.ts';

const ID = 'visitor-local-1';

const made = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

/** The key of a data folder, made at its first use. On AWS it is wrapped by the key-encryption key. */
export const signingKeysIn = (dataDir: string): SigningKeys => {
  const file = join(dataDir, 'visitor-signing-key.pem');
  let read: KeyObject | undefined;
  const key = (): KeyObject => {
    if (!existsSync(file)) writeFileSync(file, made(), { mode: 0o600, flag: 'wx' });
    return (read ??= createPrivateKey(readFileSync(file)));
  };
  return {
    signing: async () => ({ kid: ID, key: key() }),
    verifying: async (kid) => (kid === ID ? createPublicKey(key()) : undefined),
  };
};
