/**
 * Who is calling.
 *
 * The authorizer puts `userId` into the resolver context. An invocation without any identity can only come from someone
 * whom IAM lets invoke the function: it acts for `arguments.userId` and is recorded as the operator's.
 */
import * as z from 'zod';
import { PermissionDenied } from '../../schemas/errors.ts';
import { UserId } from '../../schemas/values.ts';
import type { Actor } from '../../events/core/commit.ts';
import { parse } from '../runtime/parse.ts';

export type Principal = { userId: UserId; actor: Actor };

const Identity = z.object({ resolverContext: z.object({ userId: UserId }) });

/** Throws `PermissionDenied` without a usable identity, or for a `userId` that is not the caller's. */
export const principalOf = (identity: unknown, claimed: string | null | undefined): Principal => {
  if (identity === undefined || identity === null) {
    const userId = parse(z.object({ userId: UserId }), { userId: claimed }).userId;
    return { userId, actor: { kind: 'operator', id: 'direct-invocation' } };
  }
  const known = Identity.safeParse(identity);
  if (!known.success) throw new PermissionDenied();
  const { userId } = known.data.resolverContext;
  if (claimed !== undefined && claimed !== null && claimed !== userId) throw new PermissionDenied();
  return { userId, actor: { kind: 'person', id: userId } };
};
