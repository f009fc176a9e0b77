/** The session list (SPEC A3, A10, C2): newest activity first, whole or page by page. */
import * as z from 'zod';
import { ANONYMOUS_SECONDS } from '../../../../events/session/index.ts';
import { isAnonymous } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { toChatSession } from './chat-session-shape.ts';
import { livingVehicles } from './living-vehicles.ts';
import { isStale } from './min-position.ts';

const DEFAULT_LIMIT = 50;

const Arguments = z.object({
  limit: z.number().int().min(1).max(100).nullish(),
  status: z.enum(['ACTIVE', 'ARCHIVED']).nullish(),
  search: z.string().max(200).nullish(),
  nextToken: z.string().max(2_000).nullish(),
  minPosition: z.string().max(200).nullish(),
});

/** A visitor's sessions of more than an hour ago are over, whether a sweep came by or not (SPEC A1), unless they are kept. */
export const listedSince = ({ userId, kept }: Pick<Principal, 'userId' | 'kept'>, now: string): { since?: string } =>
  isAnonymous(userId) && !kept ? { since: new Date(Date.parse(now) - ANONYMOUS_SECONDS * 1_000).toISOString() } : {};

/** GraphQL sends null for what is left out. */
const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };

/** SPEC A10 `listChatSessions`. Throws `InvalidInput`, also for a token of another list. */
export const listChatSessions = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { userId } = principal;
  const { minPosition, limit, ...wanted } = parse(Arguments, args);
  const stale = await isStale(parts, userId, minPosition);
  const page = await parts.sessions.list(userId, {
    limit: limit ?? DEFAULT_LIMIT,
    ...given(wanted),
    ...listedSince(principal, parts.now()),
  });
  const vehicles = await livingVehicles(parts.store, userId, page.rows);
  return {
    items: page.rows.map((row) => toChatSession(row, stale, vehicles)),
    nextToken: page.nextToken ?? null,
    stale,
  };
};

/** SPEC A10 `getChatSessions`: the first page. */
export const getChatSessions = (parts: ApiParts) => async (args: unknown, principal: Principal) =>
  (await listChatSessions(parts)(args, principal)).items;
