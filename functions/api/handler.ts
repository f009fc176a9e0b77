import type { Logger } from '@aws-lambda-powertools/logger';
import { answersOf } from './answers.ts';
import { door, type ApiHandler } from './door.ts';
import type { ApiParts } from './ports.ts';

export type { ApiHandler } from './door.ts';

/** What everybody may ask. */
export const api = (parts: ApiParts, logger: Logger): ApiHandler => door(answersOf(parts), parts, logger);
