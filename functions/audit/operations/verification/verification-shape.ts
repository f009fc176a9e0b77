/** A verification of everything as the API shows it: from its facts, and from the files of its progress while it runs. */
import { soFar, type Outcome } from '../../../verify/so-far.ts';
import type { Verification } from '../../../verify/verification.ts';
import type { AuditParts } from '../../ports.ts';
import { faultInWords } from './fault-in-words.ts';

type Parts = Pick<AuditParts, 'blobs' | 'scan'>;

type Shown = Outcome & { status: string; endedAt?: string; expected?: number; error?: string };

const NOTHING: Outcome = { commits: 0, streams: 0, erased: 0, digests: 0, faultCount: 0, faults: [] };

const standing = async (parts: Parts, id: string, state: Verification): Promise<Shown> => {
  switch (state.status) {
    case 'verifying': {
      const [found, { commits: expected }] = await Promise.all([soFar(parts, id, state), parts.scan.size()]);
      return { ...found, status: 'RUNNING', expected };
    }
    case 'verified':
      return { ...state.outcome, status: 'ENDED', endedAt: state.endedAt };
    case 'failed':
      return { ...NOTHING, status: 'FAILED', endedAt: state.endedAt, error: state.error };
  }
};

/** Throws `StorageUnavailable`. */
export const toVerification = async (parts: Parts, verificationId: string, state: Verification) => {
  const shown = await standing(parts, verificationId, state);
  const { status, commits, streams, erased, digests, faultCount, faults } = shown;
  return {
    verificationId,
    status,
    startedAt: state.startedAt,
    endedAt: shown.endedAt ?? null,
    commits,
    expected: shown.expected ?? null,
    streams,
    erased,
    digests,
    sealedUntil: shown.sealedUntil ?? null,
    faultCount,
    faults: faults.map(faultInWords),
    error: shown.error ?? null,
  };
};
