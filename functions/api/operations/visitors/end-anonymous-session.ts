import * as z from 'zod';
import { PermissionDenied } from '../../../../schemas/errors.ts';
import { isAnonymous, UserId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Asked } from '../../principal.ts';
import { visitOf } from '../../standing.ts';
import { closeAccountOf } from '../account/close-account.ts';

const Arguments = z.object({ token: z.string().nullish() });

const visitorOf = async (parts: ApiParts, token: string | null | undefined, { caller }: Asked): Promise<UserId> => {
  const userId = token ? (await parts.tokens.verify(token))?.userId : caller.userId;
  if (userId === undefined || !isAnonymous(userId))
    throw new PermissionDenied('Only a visitor can end a visit. Send the token that generateSession gave.');
  return parse(UserId, userId);
};

/**
 * SPEC A1: everything of a visitor is gone at once. A browser that closes calls it with `navigator.sendBeacon`, which
 * sends no header: the token may come as an argument. A visit that has ended ends no second time; one whose conversations
 * are kept (SPEC B2) is not ended by a page that closes: false. Throws `PermissionDenied`.
 */
export const endAnonymousSession = (parts: ApiParts) => async (args: unknown, asked: Asked) => {
  const { token } = parse(Arguments, args);
  const userId = await visitorOf(parts, token, asked);
  if ((await visitOf(parts, userId)).kept) return false;
  await closeAccountOf(parts, { userId, actor: { kind: 'person', id: userId } });
  return true;
};
