/** The port to sealing: one data key per stream, so that erasing a key erases the stream, in backups too. */
import type { StreamAddress } from './commit.ts';

export type SealOptions = {
  /**
   * Makes a fresh key where the old one was shredded, and trusts no key that this instance remembers: another instance
   * may have shredded it a moment ago, and what is sealed with a shredded key is lost.
   */
  renew?: boolean;
};

/** Ends keys. It cannot open what they seal, so who only erases needs nothing more than this. */
export interface Shredder {
  /**
   * Removes the stream's key and leaves a tombstone that names the request; a repeat keeps the first tombstone, and
   * spares a key that was made after this request, or a later one, had done its work.
   * @param at when it was asked for, ISO 8601
   * @returns whether there was a key to remove
   */
  shred(address: StreamAddress, request: string, at: string): Promise<boolean>;

  /** The request that erased the stream, if one did; it stays known where the stream began anew. */
  erasedBy(address: StreamAddress): Promise<string | undefined>;
}

export interface Vault extends Shredder {
  /**
   * Seals bytes for one place of one stream; `place` (`pk|sk`) is authenticated, so the result opens nowhere else.
   * Makes the stream's key on first use. Throws `StreamErased` where the key was shredded, unless it is to be renewed.
   */
  seal(address: StreamAddress, place: string, plain: Uint8Array, options?: SealOptions): Promise<Uint8Array>;

  /** Opens what `seal` made. Throws `StreamErased` where the key was shredded, `Corrupted` where the seal is broken. */
  open(address: StreamAddress, place: string, sealed: Uint8Array): Promise<Uint8Array>;
}
