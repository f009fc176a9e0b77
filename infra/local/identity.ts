/**
 * Who sends a request to this machine: a local identity, or whoever the authorizer of the cloud says.
 *
 * Local identities (`Authorization: local:<user>[:group,…]`) exist in this runtime alone.
 */
import type { AuthorizerHandler } from '../../functions/authorizer/handler.ts';
import { PermissionDenied } from '../../schemas/errors.ts';
import { isAnonymous, UserId } from '../../schemas/values.ts';
import { invoke } from './lambda.ts';

/** As AppSync hands it to a resolver. */
export type Identity = { resolverContext: { userId: string; roles: string; authTime?: string }; sourceIp?: string[] };

/**
 * `local:sam` is `user-sam`, who signed in this moment; `local:anon-session-<uuid>` is that visitor. Throws
 * `PermissionDenied` for anything else.
 */
const localIdentity = (authorization: string, now: string): Identity => {
  const match = /^local:([^:]+)(?::([a-z]+(?:,[a-z]+)*))?$/.exec(authorization);
  const name = match?.[1] ?? '';
  const userId = UserId.safeParse(/^(user-|anon-session-)/.test(name) ? name : `user-${name}`);
  if (!match || !userId.success)
    throw new PermissionDenied('Say who you are: send the header "Authorization: local:sam" (any name).');
  if (isAnonymous(userId.data)) return { resolverContext: { userId: userId.data, roles: '' } };
  const authTime = String(Math.floor(Date.parse(now) / 1_000));
  return { resolverContext: { userId: userId.data, roles: match[2] ?? 'customer', authTime } };
};

/** A request without the header is a visitor's; AppSync wants them to say so. */
const VISITOR = 'visitor';

/** Throws `PermissionDenied` for a token that is not good. */
const authorized = async (authorizer: AuthorizerHandler, authorizationToken: string): Promise<Identity> => {
  const { isAuthorized, resolverContext } = await invoke('authorizer', authorizer, { authorizationToken });
  if (!isAuthorized || !resolverContext)
    throw new PermissionDenied(
      'Your Authorization is not valid any more. Sign in again, or call validateSession for a new visitor’s token.',
    );
  return { resolverContext };
};

/**
 * @param address where the request came from
 * @param now the current instant, ISO 8601
 */
export const identityOf = async (
  authorizer: AuthorizerHandler,
  authorization: string | null,
  address: string | undefined,
  now: string = new Date().toISOString(),
): Promise<Identity> => ({
  ...(authorization?.startsWith('local:')
    ? localIdentity(authorization, now)
    : await authorized(authorizer, authorization ?? VISITOR)),
  ...(address === undefined ? {} : { sourceIp: [address] }),
});
