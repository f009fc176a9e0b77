/** What all parts of a verification found, put together: its outcome once they are done, and how far it is until then. */
import type { endVerification } from '../../events/audits/index.ts';
import type { BlobStore } from '../shared/uploads/ports.ts';
import { NAMED, readDigests, readParts, type PartProgress } from './progress.ts';
import type { Verification } from './verification.ts';

export type Outcome = Parameters<typeof endVerification>[0];

export const soFar = async (
  parts: { blobs: Pick<BlobStore, 'read'> },
  verificationId: string,
  { segments, digests }: Pick<Verification, 'segments' | 'digests'>,
): Promise<Outcome & { done: boolean }> => {
  const all = await readParts(parts, verificationId, segments);
  const seals = await readDigests(parts, verificationId);
  const files = [...all, seals];
  const sum = (of: (part: PartProgress) => number) => all.reduce((total, part) => total + of(part), 0);
  return {
    done: all.every(({ done }) => done) && (seals.done || !digests),
    commits: sum(({ walk }) => walk.chains.commits),
    streams: sum(({ walk }) => walk.chains.streams),
    erased: sum(({ walk }) => walk.erased),
    digests: seals.digests,
    ...(seals.sealedUntil === undefined ? {} : { sealedUntil: seals.sealedUntil }),
    faultCount: files.reduce((total, { faultCount }) => total + faultCount, 0),
    faults: files.flatMap(({ faults }) => faults).slice(0, NAMED),
  };
};
