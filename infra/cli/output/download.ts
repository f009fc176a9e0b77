/** Fetches a file by a link. */
import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ApiError } from '../api-client.ts';
import type { World } from '../world.ts';

export type Downloaded = { file: string; bytes: number; sha256: string };

/** What somebody downloads is about a person: nobody else on this machine reads it. */
const MODE = 0o600;

const bodyOf = async ({ fetch: get, signal }: World, url: string): Promise<Readable> => {
  // the link is all that it takes: the token goes to nobody but the API
  const response = await get(url, { signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new ApiError('Unreachable', 'Nothing answers where the file is.', { cause });
  });
  if (response.ok && response.body) return Readable.from(response.body);
  await response.body?.cancel();
  throw new ApiError('Unreachable', `The file cannot be fetched (status ${response.status}). Ask for it again.`);
};

const notAnnounced = (): ApiError =>
  new ApiError('Corrupted', 'What came is not what the API announced: its SHA-256 is another. Ask for it again.');

/**
 * Writes it to a new file; a file that is there already stays as it is.
 * @param sha256 hex, where it is known: anything else is no good and is removed again
 */
export const download = async (
  world: World,
  url: string,
  file: string,
  { sha256: expected, onBytes }: { sha256?: string; onBytes?: (bytes: number) => void } = {},
): Promise<Downloaded> => {
  const hash = createHash('sha256');
  let bytes = 0;
  const counting = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      onBytes?.(bytes);
      done(null, chunk);
    },
  });
  const body = await bodyOf(world, url);
  const target = await open(file, 'wx', MODE);
  try {
    await pipeline(body, counting, target.createWriteStream(), { signal: world.signal });
    const sha256 = hash.digest('hex');
    if (expected !== undefined && sha256 !== expected) throw notAnnounced();
    return { file, bytes, sha256 };
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
};
