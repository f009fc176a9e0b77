import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { verifyContract } from '../../workflows/verify-history/contract.ts';
import type { VerifyParts } from './ports.ts';
import { removeProgress } from './progress.ts';
import { verificationNow } from './verification.ts';

type Contract = typeof verifyContract;

/** PlanVerification: the parts of the table, side by side. One that has ended needs none, and no progress any more. */
export const planVerification =
  (parts: Pick<VerifyParts, 'store' | 'blobs'>) =>
  async ({
    verificationId,
  }: InputOf<Contract, 'PlanVerification'>): Promise<OutputOf<Contract, 'PlanVerification'>> => {
    const { status, segments, digests } = await verificationNow(parts, verificationId);
    if (status !== 'verifying') {
      await removeProgress(parts, verificationId);
      return { go: false, digests, parts: [] };
    }
    const all = Array.from({ length: segments }, (_each, segment) => ({ verificationId, segment, of: segments }));
    return { go: true, digests, parts: all };
  };
