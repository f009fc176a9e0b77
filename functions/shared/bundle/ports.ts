import type { CommitLog } from '../../../events/core/commit-log.ts';
import type { Shredder } from '../../../events/core/vault.ts';
import type { DigestStore } from '../digests/ports.ts';
import type { Signer } from '../../runtime/signer.ts';
import type { ReadLedgerPartition } from '../../seal/ports.ts';

/** What whoever packs a bundle is given: it reads headers, and opens nothing. */
export type BundleParts = {
  log: Pick<CommitLog, 'readSubject'>;
  ledgerPartition: ReadLedgerPartition;
  vault: Pick<Shredder, 'erasedBy'>;
  digests: Pick<DigestStore, 'list' | 'newest' | 'heads'>;
  /** Of the digests: whoever verifies them needs its public half. */
  digestSigner: Pick<Signer, 'keyId' | 'publicKey'>;
  bundleSigner: Signer;
};

/** Whose history, and which part of it: instants (ISO 8601), both inclusive, or all of it. */
export type Wish = { subject: string; from?: string; to?: string };
