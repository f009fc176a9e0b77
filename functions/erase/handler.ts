import type { Logger } from '@aws-lambda-powertools/logger';
import { eraseContract } from '../../workflows/erase-data/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { finish } from './finish.ts';
import type { EraseParts } from './ports.ts';
import { removeBodies } from './remove-bodies.ts';
import { removeRest } from './remove-rest.ts';
import { shredKeys } from './shred-keys.ts';
import { survey } from './survey.ts';
import { verify } from './verify.ts';

/** What takes in erase-data: the only group that may take anything out of the event table, and only bodies. */
export const erase = (parts: EraseParts, logger: Logger) =>
  tasks(
    eraseContract,
    {
      Survey: survey(parts),
      ShredKeys: shredKeys(parts),
      RemoveBodies: removeBodies(parts),
      RemoveRest: removeRest(parts),
      Finish: finish(parts),
      Verify: verify(parts),
    },
    logger,
  );
