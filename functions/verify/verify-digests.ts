/**
 * VerifyDigests: the digests one after the other, and the history against each.
 *
 * Why this is enough. The statements are ours (signature), unchanged and all there (each names the hash of the one
 * before). Each pins the newest commit of every stream of its time (heads), and a commit's hash covers the one before it,
 * so the heads pin whatever stands below them; that those chains hold in the table is what VerifyPart looks at. So every
 * sealed commit is there, as it was. What was added shows in the number: into the time of a digest as many commits are
 * dated as it says. A time that has fewer lacks one, or has one dated otherwise, and heads or chains have named it.
 */
import type { HistoryFault } from '../../schemas/audit.ts';
import { Corrupted } from '../../schemas/errors.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { verifyContract } from '../../workflows/verify-history/contract.ts';
import type { Digest } from '../shared/digests/ports.ts';
import { faultsOfHeads } from './digest-heads.ts';
import { faultOfFiles, faultOfLink, linkTo, type PublicKey } from './digest-itself.ts';
import { countIn, firstBefore, summed, type Hours } from './hours.ts';
import { listedAfter, type Listed } from './listed-digests.ts';
import { notSealed } from './not-sealed.ts';
import { PACE, type Pace, type VerifyParts } from './ports.ts';
import { readDigests, readParts, withFaults, writeDigests, type DigestsProgress } from './progress.ts';
import { verificationNow } from './verification.ts';

type Contract = typeof verifyContract;
type Parts = Pick<VerifyParts, 'store' | 'scan' | 'log' | 'digests' | 'digestSigner' | 'blobs' | 'milliseconds'>;

/** What every digest is held against. */
type Against = { key: PublicKey; hours: Hours };

/** What the history says to a digest that is good. */
const faultsOfHistory = async (parts: Parts, { name, statement }: Digest, hours: Hours): Promise<HistoryFault[]> => {
  const ofHeads = await faultsOfHeads(parts, name);
  if (countIn(hours, statement) <= statement.commits) return ofHeads;
  return [...ofHeads, ...(await notSealed(parts, name, statement))];
};

/** Before the first digest there is nothing that could have been sealed. */
const beforeTheFirst = ({ statement }: Digest, hours: Hours): HistoryFault[] => {
  const hour = statement.previous === null ? firstBefore(hours, statement.from) : undefined;
  return hour === undefined ? [] : [{ kind: 'not-sealed', digest: hour }];
};

const ofChain = (progress: DigestsProgress, digest: Digest, { hours }: Against): HistoryFault[] => {
  // the one before cannot be trusted: what this one says of it proves nothing
  if (progress.after !== undefined && !progress.link) return [];
  const fault = faultOfLink(digest, progress.link);
  const isFirst = progress.after === undefined;
  return [...(fault ? [fault] : []), ...(isFirst ? beforeTheFirst(digest, hours) : [])];
};

const ofDigest = async (
  parts: Parts,
  progress: DigestsProgress,
  digest: Digest,
  against: Against,
): Promise<DigestsProgress> => {
  const { link: _before, ...rest } = progress;
  const ofFiles = await faultOfFiles(parts.digests, digest, against.key);
  if (ofFiles) return withFaults(rest, [ofFiles]);
  const faults = [...ofChain(progress, digest, against), ...(await faultsOfHistory(parts, digest, against.hours))];
  return withFaults({ ...rest, link: linkTo(digest), sealedUntil: digest.statement.to }, faults);
};

const digestMore = async (
  parts: Parts,
  progress: DigestsProgress,
  { name, digest }: Listed,
  against: Against,
): Promise<DigestsProgress> => {
  const { link: _before, ...unlinked } = progress;
  const next = digest
    ? await ofDigest(parts, progress, digest, against)
    : withFaults(unlinked, [{ kind: 'broken-digest', digest: name }]);
  return { ...next, after: name, digests: progress.digests + 1 };
};

/** Throws `Corrupted` where a part is not done: what is not counted cannot be too many. */
const againstIn = async (parts: Parts, verificationId: string): Promise<Against> => {
  const { segments } = await verificationNow(parts, verificationId);
  const all = await readParts(parts, verificationId, segments);
  if (!all.every(({ done }) => done)) throw new Corrupted({ part: 'progress' });
  const [keyId, pem] = await Promise.all([parts.digestSigner.keyId(), parts.digestSigner.publicKey()]);
  return { key: { keyId, pem }, hours: summed(all.map(({ hours }) => hours)) };
};

export const verifyDigests =
  (parts: Parts, pace: Pace = PACE) =>
  async ({ verificationId }: InputOf<Contract, 'VerifyDigests'>): Promise<OutputOf<Contract, 'VerifyDigests'>> => {
    const end = parts.milliseconds() + pace.milliseconds;
    let progress = await readDigests(parts, verificationId);
    if (progress.done) return { done: true };
    const against = await againstIn(parts, verificationId);
    let looked = 0;
    for await (const listed of listedAfter(parts.digests, progress.after)) {
      progress = await digestMore(parts, progress, listed, against);
      looked += 1;
      const isOver = parts.milliseconds() >= end;
      if (isOver || looked % pace.pages === 0) await writeDigests(parts, verificationId, progress);
      if (isOver) return { done: false };
    }
    await writeDigests(parts, verificationId, { ...progress, done: true });
    return { done: true };
  };
