/** People who signed in: tokens of one Cognito user pool, access and id tokens alike. */
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import type { Jwks } from 'aws-jwt-verify/jwk';
import * as z from 'zod';
import { RegisteredUserId } from '../../schemas/values.ts';
import { rolesIn } from '../api/principal.ts';
import { isCanonical } from '../runtime/canonical.ts';
import type { VerifyRegistered } from './handler.ts';

const Claims = z.object({
  sub: z.string(),
  'cognito:groups': z.array(z.string()).default([]),
  /** When they entered their password, seconds since 1970; a token that was refreshed keeps it. */
  auth_time: z.int().positive().optional(),
});

export type UserPool = {
  userPoolId: string;
  clientId: string;
  /** The pool's public keys where they are known; otherwise they are fetched once per instance. */
  jwks?: Jwks;
};

/** A group of the pool is a role of the same name; whoever is in none is a customer. */
export const registeredIn = (pool: UserPool): VerifyRegistered => {
  const create = () => {
    const { userPoolId, clientId, jwks } = pool;
    const made = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: null });
    if (jwks) made.cacheJwks(jwks);
    return made;
  };
  // at the first token that is no visitor's: most instances start for a visitor
  let verifier: ReturnType<typeof create> | undefined;
  return async (token) => {
    if (!isCanonical(token)) return undefined;
    try {
      verifier ??= create();
      const { sub, 'cognito:groups': groups, auth_time: authTime } = Claims.parse(await verifier.verify(token));
      const roles = rolesIn(groups);
      return {
        userId: RegisteredUserId.parse(`user-${sub}`),
        roles: roles.length > 0 ? roles : ['customer'],
        ...(authTime === undefined ? {} : { authTime }),
      };
    } catch {
      return undefined;
    }
  };
};
