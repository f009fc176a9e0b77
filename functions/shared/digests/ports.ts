/**
 * SPEC N5: signed digests of the ledger, one for each hour in which something was appended.
 *
 * A digest is two files. The statement is small, names nobody and is what is signed: it can be handed out. The heads
 * beside it say how far each stream that was appended to had come, and pin everything below them, since each commit's
 * hash covers the one before; the statement holds their hash.
 */

/** Hashes are SHA-256, hex; instants ISO 8601 with milliseconds. In this order, and only these. */
export type Statement = {
  format: 'dixon-digest';
  version: 1;
  /** Commits whose `at` lies at or after `from` and before `to`. One hour, or more hours in which nothing happened. */
  from: string;
  to: string;
  commits: number;
  /** Of the Merkle tree over their hashes (`merkle.ts`). */
  root: string;
  /** How many streams the heads name, and the SHA-256 of the file of heads. */
  heads: number;
  headsSha256: string;
  /** SHA-256 of the statement before; null for the first. */
  previous: string | null;
  sealedAt: string;
  /** Fingerprint of the key that signs. */
  keyId: string;
};

/** `text`: the statement as it was signed. `signature`: base64url. */
export type Digest = { name: string; text: string; statement: Statement; signature: string };

/** The newest commit of a stream at the end of the digest's time. `hash`: hex. */
export type Head = { subject: string; stream: string; number: number; hash: string };

/** Where digests rest: nothing that was put there is ever changed or taken away. All throw `StorageUnavailable`. */
export interface DigestStore {
  /** Heads first, then the statement: one without its heads is none. False where one of this name is there. */
  add(digest: Digest, heads: AsyncIterable<Head> | Iterable<Head>): Promise<boolean>;

  newest(): Promise<Digest | undefined>;

  /**
   * Oldest first. @param from names at or after it; `to` before it, as text. Throws `Corrupted`, which names it as
   * `digest`, for one that cannot be read.
   */
  list(range?: { from?: string; to?: string }): AsyncIterable<Digest>;

  /**
   * The heads of a digest, ordered by subject and stream, without holding them all. Throws `Corrupted` for a line that is
   * none, `NotFound` where there is no such file.
   */
  heads(name: string): AsyncIterable<Head>;

  /** SHA-256 of the file of heads as it lies there, hex; undefined where there is none. */
  headsSha256(name: string): Promise<string | undefined>;
}

/** A digest is named by where its time begins: `2026-11-21T07`. Sorts as text. */
export const nameOf = ({ from }: Pick<Statement, 'from'>): string => from.slice(0, 'YYYY-MM-DDTHH'.length);
