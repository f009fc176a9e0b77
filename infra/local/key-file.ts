/** The key-encryption key of one machine: 32 random bytes in a file that only its owner may read. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKeyEncryptionKey, type KeyEncryptionKey } from '../../functions/adapters/sealing/key-encryption-key.ts';

const ID = 'kek-local-1';

/**
 * The key of a data folder, made at its first use. In production this is KMS: whoever holds this file and the database
 * can read everything.
 */
export const keyEncryptionKeyIn = (dataDir: string): KeyEncryptionKey => {
  const file = join(dataDir, 'key-encryption-key.json');
  if (!existsSync(file))
    writeFileSync(file, JSON.stringify({ [ID]: randomBytes(32).toString('base64') }), { mode: 0o600, flag: 'wx' });
  return createKeyEncryptionKey(ID, async (id) => {
    const keys = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    const key = keys[id];
    if (!key) throw new Error(`The key file has no key ${id}. Restore the file that belongs to this data folder.`);
    return Buffer.from(key, 'base64');
  });
};
