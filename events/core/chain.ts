/**
 * The hash chain of a stream.
 *
 * A commit's hash covers the previous hash, its own canonical header (RFC 8785) and the commitment to its sealed body,
 * not the body itself: erasing a body leaves every hash as it was, and the chain still verifies.
 */
import { createHash } from 'node:crypto';
import type { Commit, CommitHeader } from './commit.ts';

export const GENESIS: Uint8Array = new Uint8Array(32);

export const sha256 = (...parts: (Uint8Array | string)[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/**
 * The header as RFC 8785 text: what a hash covers, beside prev and commitment.
 *
 * RFC 8785 is JSON as ECMAScript writes it with sorted keys. The keys here are always the same, so they are written in
 * their order; a property test holds this against a general canonicalizer, which takes three times as long.
 */
export const canonicalHeader = (header: Omit<CommitHeader, 'hash' | 'prev' | 'commitment'>): string => {
  const { actor, at, causation, command, correlation, events, fold, number, stream, subject } = header;
  return JSON.stringify({
    actor: { id: actor.id, kind: actor.kind },
    at,
    // JSON leaves out what is undefined
    causation,
    command,
    correlation,
    events: events.map(({ type, version }) => ({ type, version })),
    fold,
    number,
    stream,
    subject,
  });
};

/** 32 bytes: the hash that a commit with this header must carry. */
export const hashOf = (header: Omit<CommitHeader, 'hash'>): Uint8Array =>
  sha256(header.prev, canonicalHeader(header), header.commitment);

/** What a verifier found wrong with a commit; the first such commit of a stream breaks its chain. */
export type ChainFault =
  | { kind: 'missing-number'; expected: number; found: number }
  | { kind: 'broken-link'; number: number }
  | { kind: 'changed-header'; number: number }
  | { kind: 'changed-body'; number: number };

export type ChainReport = { commits: number; erased: number; head: Uint8Array; fault?: ChainFault };

const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** What is wrong with one commit, given what came before it; undefined where it fits. */
export const faultIn = (commit: Commit, number: number, prev: Uint8Array): ChainFault | undefined => {
  if (commit.number !== number) return { kind: 'missing-number', expected: number, found: commit.number };
  if (!equal(commit.prev, prev)) return { kind: 'broken-link', number };
  if (!equal(hashOf(commit), commit.hash)) return { kind: 'changed-header', number };
  if (commit.body && !equal(sha256(commit.body), commit.commitment)) return { kind: 'changed-body', number };
  return undefined;
};

/**
 * Verifies one stream, its commits given in ascending order from number 1.
 * A commit without a body counts as erased; whether it may be is the caller's to know (the keys' tombstone).
 */
export const verifyChain = async (commits: AsyncIterable<Commit> | Iterable<Commit>): Promise<ChainReport> => {
  let head = GENESIS;
  let count = 0;
  let erased = 0;
  for await (const commit of commits) {
    const fault = faultIn(commit, count + 1, head);
    if (fault) return { commits: count, erased, head, fault };
    head = commit.hash;
    count += 1;
    if (!commit.body) erased += 1;
  }
  return { commits: count, erased, head };
};
