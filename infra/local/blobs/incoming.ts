/** Files on their way in: each is written aside, and has its name only once it is whole. */
import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export type Bytes = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Writes bytes to the disk, then calls `put` with the file that holds them. Whatever fails leaves nothing. */
export type Receive = (body: Bytes, put: (file: string) => Promise<void>) => Promise<void>;

export const incomingIn = (root: string): Receive => {
  const folder = join(root, '.incoming');
  // what a process that died was still writing
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return async (body, put) => {
    const file = join(folder, randomUUID());
    try {
      await pipeline(body, createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true }));
      await put(file);
    } finally {
      // a file that was renamed is not here any more
      await unlink(file).catch(() => undefined);
    }
  };
};
