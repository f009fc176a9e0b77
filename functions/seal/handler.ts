/** What seals the ledger by the hour (SPEC N5). */
import type { Logger } from '@aws-lambda-powertools/logger';
import { sealContract } from '../../workflows/seal/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import type { SealParts } from './ports.ts';
import { sealLedger, type SealInput } from './seal-ledger.ts';

/** Started by a schedule: what it did is in the log as well. */
export const seal = (parts: SealParts, logger: Logger) => {
  const run = sealLedger(parts, {
    setAside: ({ subject, sk }) => logger.error('left out of a digest: no commit', { subject, sk }),
  });
  const told = async (input: SealInput) => {
    const done = await run(input);
    logger.info('sealed', { ...done });
    return done;
  };
  return tasks(sealContract, { SealLedger: told }, logger);
};
