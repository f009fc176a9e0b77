/**
 * What the seal of a commit says. A chain covers the commitment to a body, so whoever may write to the table could forge
 * a commit that links well; only who has the stream's key can seal one for its place.
 *
 * Opening proves, and what was inside is dropped at once.
 */
import { place } from '../../events/core/commit-opener.ts';
import type { Commit } from '../../events/core/commit.ts';
import { isDamaged } from '../../events/core/history-scan.ts';
import { restates } from '../../events/core/decider.ts';
import { garage } from '../../events/garage/index.ts';
import type { FaultKind } from '../../schemas/audit.ts';
import { Corrupted, StreamErased } from '../../schemas/errors.ts';
import type { Proofs } from './ports.ts';

type Seal = 'opens' | 'erased' | Extract<FaultKind, 'missing-body' | 'foreign-ciphertext'>;

/** A library that was carried over stands behind what its erasure took: that commit itself was to stay. */
const wasToStay = (commit: Commit, request: string): boolean =>
  commit.correlation === request && restates(garage, commit.events);

const openedSeal = async ({ vault }: Proofs, commit: Commit, body: Uint8Array): Promise<Seal> => {
  try {
    await vault.open(commit, place(commit), body);
    return 'opens';
  } catch (error) {
    if (error instanceof StreamErased) return 'erased';
    if (error instanceof Corrupted) return 'foreign-ciphertext';
    throw error;
  }
};

/** Of the commits of one stream, which share what is known of its key. Throws `StorageUnavailable`. */
const sealsOf = (proofs: Proofs) => {
  let asking: Promise<string | undefined> | undefined;
  return async (commit: Commit): Promise<Seal> => {
    if (commit.body) return openedSeal(proofs, commit, commit.body);
    const request = await (asking ??= proofs.vault.erasedBy(commit));
    return request === undefined || wasToStay(commit, request) ? 'missing-body' : 'erased';
  };
};

const stillOpens = async (proofs: Proofs, commit: Commit, number: number): Promise<boolean> => {
  const [found] = await proofs.scan.some([{ subject: commit.subject, stream: commit.stream, number }]);
  return found !== undefined && !isDamaged(found) && (await sealsOf(proofs)(found)) === 'opens';
};

export type SealedRun = {
  /** The newest commit whose seal opened. */
  opened: number | undefined;
  /** How many have no body, since a request erased it. */
  erased: number;
  fault?: { kind: FaultKind; number: number };
};

/**
 * Looks at the seals of commits that follow each other in one stream, as far as the first that is not as it should be.
 *
 * An erasure takes a stream from its beginning. So whatever stands behind a commit that opens has to open as well, even
 * where the stream was erased before and began anew; unless an erasure came in between the two looks.
 * @param before the newest commit of the stream, below these, whose seal opened
 */
export const verifySeals = async (
  proofs: Proofs,
  commits: readonly Commit[],
  before: number | undefined,
): Promise<SealedRun> => {
  const sealOf = sealsOf(proofs);
  let opened = before;
  let erased = 0;
  for (const commit of commits) {
    let seal = await sealOf(commit);
    if (seal === 'erased' && opened !== undefined && (await stillOpens(proofs, commit, opened)))
      seal = commit.body ? 'foreign-ciphertext' : 'missing-body';
    if (seal === 'opens') opened = commit.number;
    else if (seal !== 'erased') return { opened, erased, fault: { kind: seal, number: commit.number } };
    else {
      opened = undefined;
      if (!commit.body) erased += 1;
    }
  }
  return { opened, erased };
};
