/** The tasks of verify-history. */
import type { Logger } from '@aws-lambda-powertools/logger';
import { verifyContract } from '../../workflows/verify-history/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { concludeVerification } from './conclude.ts';
import { failVerification } from './fail.ts';
import { planVerification } from './plan.ts';
import type { Pace, VerifyParts } from './ports.ts';
import { verifyDigests } from './verify-digests.ts';
import { verifyPart } from './verify-part.ts';

export const verify = (parts: VerifyParts, logger: Logger, pace?: Pace) =>
  tasks(
    verifyContract,
    {
      PlanVerification: planVerification(parts),
      VerifyPart: verifyPart(parts, pace),
      VerifyDigests: verifyDigests(parts, pace),
      ConcludeVerification: concludeVerification(parts),
      FailVerification: failVerification(parts),
    },
    logger,
  );
