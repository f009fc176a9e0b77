/** Which digests of the ledger cover a person's commits (SPEC N5), and the Merkle path that proves each to be in one. */
import type { CommitHeader } from '../../../events/core/commit.ts';
import { isDamaged } from '../../../events/core/history-scan.ts';
import { ledgerDays } from '../../../events/core/ledger-day.ts';
import { Corrupted, NotFound, QuotaExceeded } from '../../../schemas/errors.ts';
import { merkleTree, type MerkleTree, type Proof } from '../digests/merkle.ts';
import { nameOf, type Digest } from '../digests/ports.ts';
import { eachOf } from '../../runtime/at-once.ts';
import type { Entry } from './entries.ts';
import type { BundleParts } from './ports.ts';

const HOUR = 3_600_000;

/** Each is 16 queries of everybody's ledger: 1,000 took 13 seconds on a machine busy with other things. */
export const MAX_HOURS = 1_000;

/** The digest that proves a commit, and where in it the commit stands. */
export type Seal = Proof & { digest: string };

export type Seals = {
  /** Oldest first. */
  digests: Digest[];
  /** By the hash of the commit, hex. */
  seals: Map<string, Seal>;
  /** From where to where there are digests; null before the first one. */
  sealed: { from: string; to: string } | null;
};

type Parts = Pick<BundleParts, 'ledgerPartition' | 'digests'>;

const sealedTime = async ({ digests }: Parts): Promise<Seals['sealed']> => {
  const newest = await digests.newest();
  if (!newest) return null;
  for await (const { statement } of digests.list()) return { from: statement.from, to: newest.statement.to };
  return null;
};

/** The digest that begins with this hour: one that is longer covers no commit. @param hour its name, `2026-11-21T07` */
const digestOf = async ({ digests }: Parts, hour: string): Promise<Digest | undefined> => {
  const to = new Date(Date.parse(`${hour}:00:00.000Z`) + HOUR).toISOString();
  for await (const digest of digests.list({ from: hour, to: nameOf({ from: to }) })) return digest;
  return undefined;
};

type Leaf = Pick<CommitHeader, 'subject' | 'stream' | 'number' | 'hash'>;

const placeOf = ({ subject, stream }: Pick<Leaf, 'subject' | 'stream'>): string => JSON.stringify([subject, stream]);

/** Whether a commit was there when the digest was made: what came later, dated back, would change the root for all. */
const knownTo = async ({ digests }: Parts, { name }: Digest): Promise<(commit: Leaf) => boolean> => {
  const heads = new Map<string, number>();
  for await (const head of digests.heads(name)) heads.set(placeOf(head), head.number);
  return (commit) => commit.number <= (heads.get(placeOf(commit)) ?? 0);
};

/** What is no commit is in no digest. */
const treeOver = async (
  { ledgerPartition }: Parts,
  { statement: { from, to } }: Digest,
  isLeaf: (commit: Leaf) => boolean,
): Promise<MerkleTree> => {
  const range = { from, to: new Date(Date.parse(to) - 1).toISOString() };
  const hashes: Uint8Array[] = [];
  const read = async (partition: string): Promise<void> => {
    for await (const found of ledgerPartition(partition, range))
      if (!isDamaged(found) && isLeaf(found)) hashes.push(found.hash);
  };
  await Promise.all(ledgerDays(range.from, range.to).map(read));
  return merkleTree(hashes);
};

/** Undefined where the ledger is not what was sealed: then nothing can be proved, and whoever verifies is told. */
const treeOf = async (parts: Parts, digest: Digest): Promise<MerkleTree | undefined> => {
  const { root } = digest.statement;
  const whole = await treeOver(parts, digest, () => true);
  if (whole.root === root) return whole;
  const known = await treeOver(parts, digest, await knownTo(parts, digest));
  return known.root === root ? known : undefined;
};

/** A digest or a file of heads that is damaged or not there proves nothing, and keeps nothing else from being proved. */
const unlessDamaged = async <T>(reading: Promise<T>): Promise<T | undefined> => {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Corrupted || error instanceof NotFound) return undefined;
    throw error;
  }
};

const byHour = (entries: readonly Entry[]): [string, Entry[]][] => {
  const hours = new Map<string, Entry[]>();
  for (const entry of entries) {
    const hour = nameOf({ from: entry.at });
    const held = hours.get(hour);
    if (held) held.push(entry);
    else hours.set(hour, [entry]);
  }
  return [...hours].sort(([a], [b]) => (a < b ? -1 : 1));
};

const tooMany = (limit: number): QuotaExceeded =>
  new QuotaExceeded(`A bundle proves ${limit} different hours at most, and these are more. Narrow the range.`, {
    limit,
  });

/**
 * @param limit of hours in which something of theirs happened
 * @throws `QuotaExceeded` for more, `StorageUnavailable`, `Corrupted` where the newest or the oldest digest cannot be read
 */
export const collectSeals = async (parts: Parts, entries: readonly Entry[], limit = MAX_HOURS): Promise<Seals> => {
  const seals: Seals['seals'] = new Map();
  const sealed = await sealedTime(parts);
  const hours = byHour(entries).filter(([hour]) => sealed && hour < nameOf({ from: sealed.to }));
  if (hours.length > limit) throw tooMany(limit);
  const digests = await eachOf(hours, async ([hour, within]) => {
    const digest = await unlessDamaged(digestOf(parts, hour));
    const tree = digest && (await unlessDamaged(treeOf(parts, digest)));
    for (const { hash } of within) {
      const proof = tree?.proofOf(Buffer.from(hash, 'hex'));
      if (digest && proof) seals.set(hash, { digest: digest.name, ...proof });
    }
    return digest;
  });
  return { digests: digests.filter((digest) => digest !== undefined), seals, sealed };
};
