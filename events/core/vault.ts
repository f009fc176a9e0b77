/** The port to sealing: one data key per stream, so that erasing a key erases the stream, in backups too. */
import type { StreamAddress } from './commit.ts';

export interface Vault {
  /**
   * Seals bytes for one place of one stream; `place` (`pk|sk`) is authenticated, so the result opens nowhere else.
   * Makes the stream's key on first use. Throws `StreamErased` where the key was shredded.
   */
  seal(address: StreamAddress, place: string, plain: Uint8Array): Promise<Uint8Array>;

  /** Opens what `seal` made. Throws `StreamErased` where the key was shredded, `Corrupted` where the seal is broken. */
  open(address: StreamAddress, place: string, sealed: Uint8Array): Promise<Uint8Array>;

  /** Removes the stream's key and leaves a tombstone that names the request; a repeat keeps the first tombstone. */
  shred(address: StreamAddress, request: string, at: string): Promise<void>;

  /** The request that erased the stream, if one did. */
  erasedBy(address: StreamAddress): Promise<string | undefined>;
}
