import { SFNClient } from '@aws-sdk/client-sfn';
import { createStandardExecutions } from '../adapters/standard-executions.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { storeFromEnvironment } from '../runtime/parts.ts';
import { jobs } from './handler.ts';

const machines = environment('ERASE_DATA_ARN', 'EXPORT_DATA_ARN', 'VERIFY_HISTORY_ARN', 'REBUILD_VIEW_ARN');
const { store } = storeFromEnvironment();

export const handler = jobs(
  {
    store,
    start: createStandardExecutions(new SFNClient(), {
      'erase-data': machines.ERASE_DATA_ARN,
      'export-data': machines.EXPORT_DATA_ARN,
      'verify-history': machines.VERIFY_HISTORY_ARN,
      'rebuild-view': machines.REBUILD_VIEW_ARN,
    }),
  },
  logger,
);
