/**
 * Where files rest: S3 on AWS, a folder on one machine. For uploads, and for whatever else is a file.
 *
 * A key is a path of parts of `A-Z a-z 0-9 . _ -`; it says nothing about a person. Every method can be repeated, and
 * throws `StorageUnavailable` where the storage does not answer.
 */

/** What is known of a file. `size` in bytes, `contentType` as it was declared when it was sent. */
export type BlobFacts = { size: number; contentType: string };

/** An address that holds until `expiresAt` (ISO 8601), for whoever has it. */
export type BlobLink = { url: string; expiresAt: string };

/** One request that stores one file: PUT to `url` with exactly these headers. */
export type BlobTicket = BlobLink & { headers: Record<string, string> };

export type BlobListing = { key: string; size: number; /** When it was stored, ISO 8601. */ at: string };

export interface BlobStore {
  /**
   * An address to send a file to: `size` bytes of this type, no more and no fewer. It replaces nothing: what was looked
   * at once cannot become something else behind that look.
   * @param seconds for how long it holds
   */
  presignPut(file: { key: string; contentType: string; size: number; seconds: number }): Promise<BlobTicket>;

  /** An address to fetch a file from, which browsers save under `name` rather than show. */
  presignGet(file: { key: string; name: string; seconds: number }): Promise<BlobLink>;

  head(key: string): Promise<BlobFacts | undefined>;

  /** The file, or its first `limit` bytes; `size` is that of the whole. */
  read(key: string, options?: { limit?: number }): Promise<(BlobFacts & { bytes: Uint8Array }) | undefined>;

  /**
   * The file piece by piece, for what is too large to hold: at most some megabytes of it are in memory at a time, however
   * slowly they are taken. Where it is replaced or removed meanwhile they are those of before, or end in
   * `StorageUnavailable`; never a mixture, and never too few.
   */
  stream(key: string): Promise<AsyncIterable<Uint8Array> | undefined>;

  /**
   * Stores a file in the place of what was there, whole or not at all: where `bytes` throws, so does this, with the same
   * error where it has a name of ours, and leaves what was there.
   * @param bytes all of it, or its pieces
   */
  write(key: string, bytes: Uint8Array | AsyncIterable<Uint8Array>, contentType: string): Promise<void>;

  /** The same file under another key as well; false where there is none. */
  copy(from: string, to: string): Promise<boolean>;

  /** What is not there is as good as removed: how many there were, `list` can say and S3 cannot. */
  remove(keys: readonly string[]): Promise<void>;

  /** Every file whose key begins so, in the order of keys. */
  list(prefix: string): AsyncIterable<BlobListing>;
}
