/** The Lambda group `tools`: no permissions, no I/O, so that a tricked tool can reach nothing. */
import { logger } from '../runtime/logger.ts';
import { tools } from './handler.ts';

export const handler = tools(logger);
