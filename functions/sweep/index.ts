import { logger } from '../runtime/logger.ts';
import { now, storeFromEnvironment } from '../runtime/parts.ts';
import { sweep } from './handler.ts';

export const handler = sweep({ ...storeFromEnvironment(), now }, logger);
