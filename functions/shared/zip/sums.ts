/** What passes by, counted and hashed. */
import { createHash } from 'node:crypto';

export type Sum = { bytes: number; sha256: string };

/** Hands on what it is given; `done` hears of it once all of it has passed. */
export async function* summed<T extends string | Uint8Array>(
  pieces: AsyncIterable<T>,
  done: (sum: Sum) => void,
): AsyncGenerator<T> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    bytes += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length;
    yield piece;
  }
  done({ bytes, sha256: hash.digest('hex') });
}
