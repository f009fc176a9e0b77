/** Local identities: `Authorization: local:<user>[:group,…]`. They exist in this runtime alone. */
import { PermissionDenied } from '../../schemas/errors.ts';
import { UserId } from '../../schemas/values.ts';

export type LocalIdentity = { resolverContext: { userId: UserId; groups: string } };

/**
 * The identity that the authorizer would put into a resolver event.
 * `local:sam` is `user-sam`; `local:anon-session-<uuid>` is that visitor. Throws `PermissionDenied` for anything else.
 */
export const localIdentity = (authorization: string | null): LocalIdentity => {
  const match = /^local:([^:]+)(?::([a-z]+(?:,[a-z]+)*))?$/.exec(authorization ?? '');
  const name = match?.[1] ?? '';
  const userId = UserId.safeParse(/^(user-|anon-session-)/.test(name) ? name : `user-${name}`);
  if (!match || !userId.success)
    throw new PermissionDenied('Say who you are: send the header "Authorization: local:sam" (any name).');
  return { resolverContext: { userId: userId.data, groups: match[2] ?? 'customer' } };
};
