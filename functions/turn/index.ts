import { logger } from '../runtime/logger.ts';
import { storeFromEnvironment } from '../runtime/parts.ts';
import { turn } from './handler.ts';

export const handler = turn(storeFromEnvironment(), logger);
