import { failVerification as failed } from '../../events/audits/index.ts';
import { FailureName } from '../../schemas/privacy.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { verifyContract } from '../../workflows/verify-history/contract.ts';
import type { VerifyParts } from './ports.ts';
import { removeProgress } from './progress.ts';
import { onVerification } from './verification.ts';

type Contract = typeof verifyContract;

/** FailVerification: it gave up, and says why by a name alone. Administrators hear of it. */
export const failVerification =
  (parts: Pick<VerifyParts, 'store' | 'blobs' | 'notify' | 'now'>) =>
  async ({
    verificationId,
    error,
  }: InputOf<Contract, 'FailVerification'>): Promise<OutputOf<Contract, 'FailVerification'>> => {
    const failure = FailureName.safeParse(error).data ?? 'Unknown';
    const { status } = await onVerification(parts, verificationId, 'fail', failed(failure));
    await parts.notify({ operation: 'verify-history', failure, request: verificationId, at: parts.now() });
    await removeProgress(parts, verificationId);
    return { status };
  };
