/**
 * What rests inside a commit's seal: the data of its events and the folded state after it, as zstd-compressed JSON.
 *
 * A dictionary of our own shapes brings a small state from some 290 bytes to under 50, so that nearly every commit is
 * one write unit. The first byte names the dictionary; dictionaries are never changed, only added.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { Corrupted, InvalidInput } from '../../schemas/errors.ts';
import { dictionaries, NEWEST_DICTIONARY } from './dictionaries/index.ts';

/** The largest body before compression, in bytes; DynamoDB's own wall for an item is 400 KB. */
export const MAX_BODY_BYTES = 100_000;

export type Body = { data: Record<string, unknown>[]; state: unknown };

const parameters = {
  [constants.ZSTD_c_compressionLevel]: 6,
  // 32 KB hold the dictionary and nearly every body: smaller tables to clear, a third less time for the same size
  [constants.ZSTD_c_windowLog]: 15,
  // AES-GCM authenticates the frame, so zstd's own checksum and ids would be bytes for nothing
  [constants.ZSTD_c_checksumFlag]: 0,
  [constants.ZSTD_c_contentSizeFlag]: 0,
  [constants.ZSTD_c_dictIDFlag]: 0,
};

/** Whatever was recorded can be recorded once more as facts, beside its state. */
const MAX_RESTATED_BYTES = 2 * MAX_BODY_BYTES;

/**
 * Throws `InvalidInput` for a body over `MAX_BODY_BYTES`.
 * @param restates whether its facts say the whole state once more; it may then be twice as large
 */
export const packBody = (body: Body, restates = false): Uint8Array => {
  const limit = restates ? MAX_RESTATED_BYTES : MAX_BODY_BYTES;
  const json = Buffer.from(JSON.stringify(body));
  if (json.length > limit)
    throw new InvalidInput(`This is too large to record: ${json.length} bytes, at most ${limit}. Shorten it.`, {
      bytes: json.length,
      limit,
    });
  const dictionary = dictionaries[NEWEST_DICTIONARY]!;
  return Buffer.concat([Uint8Array.of(NEWEST_DICTIONARY), zstdCompressSync(json, { params: parameters, dictionary })]);
};

/** Throws `Corrupted` for bytes that `packBody` did not make. */
export const unpackBody = (packed: Uint8Array): Body => {
  const dictionary = dictionaries[packed[0] ?? -1];
  if (!dictionary) throw new Corrupted({ dictionary: packed[0] ?? -1 });
  try {
    const json = zstdDecompressSync(packed.subarray(1), { dictionary, maxOutputLength: MAX_RESTATED_BYTES });
    return JSON.parse(json.toString()) as Body;
  } catch (cause) {
    throw new Corrupted({ part: 'body' }, { cause });
  }
};
