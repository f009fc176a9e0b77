import type { Logger } from '@aws-lambda-powertools/logger';
import { exportContract } from '../../workflows/export-data/contract.ts';
import { tasks } from '../runtime/tasks.ts';
import { collect } from './collect/index.ts';
import { discard } from './discard.ts';
import { pack } from './pack/index.ts';
import type { ExportParts } from './ports.ts';

/** The tasks of export-data that read everything of a person, and make one archive of it. */
export const exporting = (parts: ExportParts, logger: Logger) =>
  tasks(exportContract, { Collect: collect(parts), Pack: pack(parts), Discard: discard(parts) }, logger);
