/**
 * Who sends a request: AppSync's Lambda authorizer, before any field is resolved.
 *
 * A bad token is an answer, never an error, and nothing of it is logged. What a caller may do with which operation is
 * the API's business (`functions/api/principal.ts`): here it is only decided who they are.
 */
import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { NOBODY, type Role } from '../api/principal.ts';
import type { AnonymousTokens } from '../api/ports.ts';

export type SignedIn = {
  userId: string;
  roles: readonly Role[];
  /** When they signed in, seconds since 1970. */
  authTime?: number;
};

/** The registered person behind a token; undefined for a token that is not good. */
export type VerifyRegistered = (token: string) => Promise<SignedIn | undefined>;

export type AuthorizerParts = {
  visitors: AnonymousTokens['verify'];
  /** Absent where nobody can sign in, as on one machine. */
  registered?: VerifyRegistered;
};

/** AppSync carries text values only, one level deep. */
export type Authorization = {
  isAuthorized: boolean;
  resolverContext?: { userId: string; roles: string; authTime?: string };
  /** Seconds for which AppSync may remember the answer for this token. */
  ttlOverride: number;
};

export type AuthorizerHandler = (event: unknown, context: Context) => Promise<Authorization>;

/** The longest header that AppSync lets through is 16 KB; tokens with groups are some 1.5 KB. */
const Request = z.object({ authorizationToken: z.string().min(1).max(8_192) });

/** What the header says of somebody without an identity: AppSync wants the header to be there. */
const VISITOR = 'visitor';

/** An expired token is honoured for no longer than this; a refusal is not remembered, it may have been an outage. */
const REMEMBER_SECONDS = 60;

const REFUSED: Authorization = { isAuthorized: false, ttlOverride: 0 };

const accepted = ({ userId, roles, authTime }: SignedIn): Authorization => ({
  isAuthorized: true,
  resolverContext: {
    userId,
    roles: roles.join(','),
    ...(authTime === undefined ? {} : { authTime: String(authTime) }),
  },
  ttlOverride: REMEMBER_SECONDS,
});

/** Throws `StorageUnavailable` where the visitors' key cannot be read: an outage makes no token bad. */
export const authorizer = ({ visitors, registered }: AuthorizerParts, logger: Logger): AuthorizerHandler => {
  const authorize = async (event: unknown): Promise<Authorization> => {
    const request = Request.safeParse(event);
    if (!request.success) return REFUSED;
    const token = request.data.authorizationToken.replace(/^Bearer /i, '');
    if (token === VISITOR) return accepted({ userId: NOBODY, roles: [] });
    const visitor = await visitors(token);
    if (visitor) return accepted({ userId: visitor.userId, roles: [] });
    const person = await registered?.(token);
    return person ? accepted(person) : REFUSED;
  };
  const run = async (event: unknown): Promise<Authorization> => {
    const answer = await authorize(event);
    if (!answer.isAuthorized) logger.warn('caller refused');
    return answer;
  };
  return middy<unknown, Authorization>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(run);
};
