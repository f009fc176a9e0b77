/** How it is known who asks for something that cannot be taken back. */
import type { IdentityProof } from '../../../../schemas/privacy.ts';
import { isAnonymous } from '../../../../schemas/values.ts';
import type { Principal } from '../../principal.ts';

/** Whoever finds a session open a quarter of an hour later may be somebody else. */
const FRESH_MS = 15 * 60_000;

/** Undefined where they have to prove it first: by a fresh login, or by a code to their verified address. */
export const proofOf = (
  { userId, actor, loggedInAt }: Pick<Principal, 'userId' | 'actor' | 'loggedInAt'>,
  now: string,
): IdentityProof | undefined => {
  if (actor.kind === 'operator') return 'operator';
  // a visitor is nobody but whoever has the token
  if (isAnonymous(userId)) return 'token';
  const isFresh = loggedInAt !== undefined && Date.parse(now) - Date.parse(loggedInAt) <= FRESH_MS;
  return isFresh ? 'login' : undefined;
};
