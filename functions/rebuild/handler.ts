/** The tasks of rebuild-view, and what removes generations that nobody needs any more. */
import type { Logger } from '@aws-lambda-powertools/logger';
import { rebuildContract, retireContract } from '../../workflows/rebuild-view/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { buildPart } from './build-part.ts';
import { comparePart } from './compare-part.ts';
import { conclude, fail } from './conclude.ts';
import { plan } from './plan.ts';
import type { RebuildParts } from './ports.ts';
import { removeRetired, retireOld } from './retire.ts';

export const rebuild = (given: Omit<RebuildParts, 'logger'>, logger: Logger) => {
  const parts = { ...given, logger };
  return tasks(
    { ...rebuildContract, ...retireContract },
    {
      Plan: plan(parts),
      BuildPart: buildPart(parts),
      ComparePart: comparePart(parts),
      Conclude: conclude(parts),
      FailRebuild: fail(parts),
      RemoveRetired: removeRetired(parts),
      RetireOld: retireOld(parts),
    },
    logger,
  );
};
