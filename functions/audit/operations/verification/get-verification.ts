import * as z from 'zod';
import { VerificationId } from '../../../../schemas/audit.ts';
import { parse } from '../../../runtime/parse.ts';
import { verificationNow } from '../../../verify/verification.ts';
import type { AuditParts } from '../../ports.ts';
import { toVerification } from './verification-shape.ts';

const Arguments = z.object({ verificationId: VerificationId });

/** Throws `NotFound` for one that nobody began. */
export const getVerification = (parts: Pick<AuditParts, 'store' | 'blobs' | 'scan'>) => async (args: unknown) => {
  const { verificationId } = parse(Arguments, args);
  return toVerification(parts, verificationId, await verificationNow(parts, verificationId));
};
