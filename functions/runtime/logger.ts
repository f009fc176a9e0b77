/**
 * One structured logger for all functions (Powertools). Lines carry ids, names and numbers; a message, a VIN or a title
 * never reaches it: handlers log what they decided, not what they were given.
 */
import { Logger } from '@aws-lambda-powertools/logger';

export const logger = new Logger({ serviceName: 'dixon' });
