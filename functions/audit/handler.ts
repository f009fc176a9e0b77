/** The door of compliance: the role is asked for before anything else. */
import type { Logger } from '@aws-lambda-powertools/logger';
import { claimedToCompliance, closed } from '../api/answers.ts';
import { door, type ApiHandler } from '../api/door.ts';
import { admitCompliance } from '../api/standing.ts';
import { topics } from './operations/index.ts';
import type { AuditParts } from './ports.ts';

const gathered = (parts: AuditParts, kind: 'queries' | 'mutations') =>
  Object.fromEntries(topics.flatMap((topic) => Object.entries(topic[kind]?.(parts) ?? {})));

export const audit = (parts: AuditParts, logger: Logger): ApiHandler =>
  door(
    {
      Query: closed(parts, gathered(parts, 'queries'), admitCompliance, claimedToCompliance),
      Mutation: closed(parts, gathered(parts, 'mutations'), admitCompliance, claimedToCompliance),
    },
    parts,
    logger,
  );
