/**
 * Visitors' identities as signed tokens (SPEC A1, B1): a JWT, so that no table has to be asked who a visitor is.
 *
 * EdDSA and nothing else: what a token's own header proposes is never followed. A token lives for a day at most; the
 * hour of inactivity is judged where a session is read, since only the session knows when it was last used. A token that
 * has ended still says whose it was: whoever verified an email address gets a fresh one for it (SPEC B2).
 */
import type { KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import { DixonError } from '../../schemas/errors.ts';
import { AnonymousUserId, SessionId } from '../../schemas/values.ts';
import type { AnonymousTokens } from '../api/ports.ts';
import { isCanonical } from '../runtime/canonical.ts';

const ALGORITHM = 'EdDSA';
const ISSUER = 'dixon';
const AUDIENCE = 'visitor';
const LIFETIME_SECONDS = 86_400;

/** Ours are some 350 characters long. What is longer is not looked into. */
const LONGEST = 1_024;

export interface VerifyingKeys {
  /** The public half of the key of this name; undefined for a name that is not ours. */
  verifying(kid: string): Promise<KeyObject | undefined>;
}

export interface SigningKeys extends VerifyingKeys {
  /** The key that tokens are signed with, and its name. */
  signing(): Promise<{ kid: string; key: KeyObject }>;
}

type Clock = { /** The current instant, ISO 8601. */ now: () => string };

const Claims = z.object({ sub: AnonymousUserId, sid: SessionId });

const visitorIn = (payload: unknown) => {
  const claims = Claims.safeParse(payload);
  return claims.success ? { userId: claims.data.sub, sessionId: claims.data.sid } : undefined;
};

/** jose throws this one last: signature, issuer and audience are good, only the time is over. */
const claimsOfEnded = (error: unknown): unknown => (error instanceof errors.JWTExpired ? error.payload : undefined);

const readerWith =
  ({ keys, now }: { keys: VerifyingKeys } & Clock, { endedToo }: { endedToo: boolean }): AnonymousTokens['verify'] =>
  async (token) => {
    if (token.length > LONGEST || !isCanonical(token)) return undefined;
    try {
      const keyOf = async ({ kid }: { kid?: string }): Promise<KeyObject> => {
        const key = kid === undefined ? undefined : await keys.verifying(kid);
        if (!key) throw new TypeError('no such key');
        return key;
      };
      const { payload } = await jwtVerify(token, keyOf, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['exp'],
        // also refuses a token that says it was issued in the future
        maxTokenAge: LIFETIME_SECONDS,
        currentDate: new Date(now()),
      });
      return visitorIn(payload);
    } catch (error) {
      // storage being away says nothing about the token: the visitor must not lose their session over it
      if (error instanceof DixonError) throw error;
      return endedToo ? visitorIn(claimsOfEnded(error)) : undefined;
    }
  };

/** Verifying alone, for whoever must not be able to make a token. Throws `StorageUnavailable` where keys are away. */
export const createAnonymousTokenVerifier = (parts: { keys: VerifyingKeys } & Clock): AnonymousTokens['verify'] =>
  readerWith(parts, { endedToo: false });

/** Throws `StorageUnavailable` where keys are away. */
export const createAnonymousTokens = (parts: { keys: SigningKeys } & Clock): AnonymousTokens => ({
  issue: async ({ userId, sessionId }) => {
    const { kid, key } = await parts.keys.signing();
    const issued = Math.floor(Date.parse(parts.now()) / 1_000);
    const expires = issued + LIFETIME_SECONDS;
    const token = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, kid })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(userId)
      .setIssuedAt(issued)
      .setExpirationTime(expires)
      .sign(key);
    return { token, expiresAt: new Date(expires * 1_000).toISOString() };
  },
  verify: createAnonymousTokenVerifier(parts),
  recognize: readerWith(parts, { endedToo: true }),
});
