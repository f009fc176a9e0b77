/** The port to sealing: one data key per stream, so that erasing a key erases the stream, in backups too. */
import type { StreamAddress } from './commit.ts';

export type SealOptions = {
  /**
   * Makes a fresh key where the old one was shredded, and trusts no key that this instance remembers: another instance
   * may have shredded it a moment ago, and what is sealed with a shredded key is lost.
   */
  renew?: boolean;
  /** Trusts no key that this instance remembers: the stream's key may have been rotated a moment ago. */
  fresh?: boolean;
};

export type ShredOptions = {
  /** Takes such a key as well: whoever asks knows that it was made by a command which came late. */
  renewed?: boolean;
};

/** Ends keys. It cannot open what they seal, so who only erases needs nothing more than this. */
export interface Shredder {
  /**
   * Removes the stream's key and leaves a tombstone that names the request; a repeat keeps the first tombstone, and
   * spares a key that was made after this request, or a later one, had done its work.
   * @param at when it was asked for, ISO 8601
   * @returns whether there was a key to remove
   */
  shred(address: StreamAddress, request: string, at: string, options?: ShredOptions): Promise<boolean>;

  /** The request that erased the stream or, newer, a part of it, if one did; it stays known where the stream began anew. */
  erasedBy(address: StreamAddress): Promise<string | undefined>;

  /** When the newest erasure that the stream's key went through was asked for, ISO 8601. */
  erasedAt(address: StreamAddress): Promise<string | undefined>;

  /** The streams of a person whose key is still there, in one query. */
  living(subject: string): Promise<string[]>;
}

/**
 * A stream of which a part is erased, such as one vehicle of a library, gets a fresh key, and what is to stay is written
 * again under it. Between the two both keys open, so that nothing is lost whenever it stops.
 */
export interface KeyRotator {
  /** Makes a fresh key and keeps the old one for opening. A repeat, also after `finishRotation` of it, changes nothing. */
  startRotation(address: StreamAddress, request: string, at: string): Promise<void>;

  /** Removes the old key: what it sealed is erased by this request. A repeat changes nothing. */
  finishRotation(address: StreamAddress, request: string, at: string): Promise<void>;
}

export interface Vault extends Shredder, KeyRotator {
  /**
   * Seals bytes for one place of one stream; `place` (`pk|sk`) is authenticated, so the result opens nowhere else.
   * Makes the stream's key on first use. Throws `StreamErased` where the key was shredded, unless it is to be renewed.
   */
  seal(address: StreamAddress, place: string, plain: Uint8Array, options?: SealOptions): Promise<Uint8Array>;

  /** Opens what `seal` made. Throws `StreamErased` where the key was shredded, `Corrupted` where the seal is broken. */
  open(address: StreamAddress, place: string, sealed: Uint8Array): Promise<Uint8Array>;
}

/** For whoever opens or seals for many streams at once. */
export interface KeyPrefetch {
  /**
   * Reads the keys of some streams in a few requests, as they are now. What has none, or was shredded, is found out when
   * it is asked for. Throws `StorageUnavailable`.
   */
  prefetch(addresses: readonly StreamAddress[]): Promise<void>;
}
