/** The key that signs links to files on one machine: 32 random bytes in a file that only its owner may read. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The key of a data folder, made at its first use. On AWS the function's role signs. */
export const linkKeyIn = (dataDir: string): (() => Buffer) => {
  const file = join(dataDir, 'blob-link-key');
  let read: Buffer | undefined;
  return () => {
    if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
    return (read ??= readFileSync(file));
  };
};
