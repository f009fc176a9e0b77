import { endVerification } from '../../events/audits/index.ts';
import { Corrupted } from '../../schemas/errors.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { verifyContract } from '../../workflows/verify-history/contract.ts';
import type { VerifyParts } from './ports.ts';
import { removeProgress } from './progress.ts';
import { soFar } from './so-far.ts';
import { onVerification, verificationNow, type Verification } from './verification.ts';

type Contract = typeof verifyContract;
type Parts = Pick<VerifyParts, 'store' | 'blobs' | 'notify' | 'now'>;

const end = async (parts: Parts, id: string): Promise<Verification> => {
  const before = await verificationNow(parts, id);
  // a repeat: what it would be made of may be gone
  if (before.status !== 'verifying') return before;
  const { done, ...outcome } = await soFar(parts, id, before);
  // less than everything would look like everything
  if (!done) throw new Corrupted({ part: 'progress' });
  // before the fact: whoever dies in between tells them again, and a repeat behind it would tell nobody
  if (outcome.faultCount > 0)
    await parts.notify({ operation: 'verify-history', failure: 'Corrupted', request: id, at: parts.now() });
  return onVerification(parts, id, 'conclude', endVerification(outcome));
};

/**
 * ConcludeVerification: what all parts found becomes a fact, and the administrators hear of faults. Throws `Corrupted`
 * where a part is not done.
 */
export const concludeVerification =
  (parts: Parts) =>
  async ({
    verificationId,
  }: InputOf<Contract, 'ConcludeVerification'>): Promise<OutputOf<Contract, 'ConcludeVerification'>> => {
    const state = await end(parts, verificationId);
    await removeProgress(parts, verificationId);
    return { faults: state.status === 'verified' ? state.outcome.faultCount : 0 };
  };
