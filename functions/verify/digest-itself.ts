/** Whether a digest is one of ours, unchanged, and the next one of its chain. Nothing is asked of the history. */
import type { HistoryFault } from '../../schemas/audit.ts';
import { nameOf, type Digest, type DigestStore } from '../shared/digests/ports.ts';
import { hashOfStatement, verifyDigest } from '../shared/digests/statement.ts';
import type { DigestsProgress } from './progress.ts';

/** What the digest after this one has to say of it. */
export type Link = NonNullable<DigestsProgress['link']>;

export type PublicKey = { keyId: string; pem: string };

export const linkTo = (digest: Digest): Link => ({ to: digest.statement.to, hash: hashOfStatement(digest) });

const broken = (digest: string): HistoryFault => ({ kind: 'broken-digest', digest });
const missing = (digest: string): HistoryFault => ({ kind: 'missing-digest', digest });

/**
 * The place of a digest behind the one before: no gap, and its hash.
 * @param link undefined for the first of all
 */
export const faultOfLink = ({ name, statement }: Digest, link: Link | undefined): HistoryFault | undefined => {
  // the name of what was there before the first one is known to nobody
  if (!link) return statement.previous === null ? undefined : missing(name);
  if (statement.from > link.to) return missing(nameOf({ from: link.to }));
  return statement.from === link.to && statement.previous === link.hash ? undefined : broken(name);
};

/** Its signature, by our key alone, and its file of heads. */
export const faultOfFiles = async (
  digests: Pick<DigestStore, 'headsSha256'>,
  digest: Digest,
  { keyId, pem }: PublicKey,
): Promise<HistoryFault | undefined> => {
  const isSigned = digest.statement.keyId === keyId && verifyDigest(digest, pem);
  if (!isSigned) return broken(digest.name);
  const headsSha256 = await digests.headsSha256(digest.name);
  return headsSha256 === digest.statement.headsSha256 ? undefined : broken(digest.name);
};
