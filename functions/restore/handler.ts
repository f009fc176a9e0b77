/** The task of apply-ledger. */
import type { Logger } from '@aws-lambda-powertools/logger';
import { restoreContract } from '../../workflows/apply-ledger/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { applyErasures } from './apply-erasures.ts';
import type { RestoreParts } from './ports.ts';

export const restore = (parts: RestoreParts, logger: Logger) =>
  tasks(restoreContract, { ApplyErasures: applyErasures(parts) }, logger);
