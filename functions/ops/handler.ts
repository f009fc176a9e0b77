/** The door of ops: the role is asked for before anything else. */
import type { Logger } from '@aws-lambda-powertools/logger';
import { closed } from '../api/answers.ts';
import { door, type ApiHandler } from '../api/door.ts';
import { admitOps } from '../api/standing.ts';
import { topics } from './operations/index.ts';
import type { OpsParts } from './ports.ts';

const gathered = (parts: OpsParts, kind: 'queries' | 'mutations') =>
  Object.fromEntries(topics.flatMap((topic) => Object.entries(topic[kind]?.(parts) ?? {})));

export const ops = (parts: OpsParts, logger: Logger): ApiHandler =>
  door(
    {
      Query: closed(parts, gathered(parts, 'queries'), admitOps),
      Mutation: closed(parts, gathered(parts, 'mutations'), admitOps),
    },
    parts,
    logger,
  );
