/**
 * Who is calling.
 *
 * The authorizer puts `userId`, `roles` and `authTime` into the resolver context. An invocation without any identity can only come
 * from someone whom IAM lets invoke the function: it acts for `arguments.userId` and is recorded as the operator's.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { PermissionDenied } from '../../schemas/errors.ts';
import { isAnonymous, UserId } from '../../schemas/values.ts';
import type { Actor } from '../../events/core/commit.ts';
import { parse } from '../runtime/parse.ts';

const Role = z.enum(['customer', 'compliance', 'ops']);
export type Role = z.infer<typeof Role>;

/** Somebody with an identity. A visitor has no roles. */
export type Principal = {
  userId: UserId;
  actor: Actor;
  roles: readonly Role[];
  /** A visitor whose sessions outlive the hour (SPEC B2). */
  kept?: true;
  /** When they signed in, ISO 8601, where the authorizer knows it. */
  loggedInAt?: string;
};

/** Whoever comes without an identity; may only do what gives or ends one. */
export type Nobody = { userId?: undefined };

/** What an operation is told that asks for no one. */
export type Asked = { caller: Principal | Nobody; /** As `sourceOf` names it. */ source: string };

/** The `userId` that the authorizer gives to nobody; no person can have it. */
export const NOBODY = 'nobody';

/** The roles among names that somebody else chose. */
export const rolesIn = (names: readonly string[]): Role[] => Role.options.filter((role) => names.includes(role));

const Identity = z.object({
  resolverContext: z.object({
    userId: UserId,
    roles: z
      .string()
      .default('')
      .transform((roles) => rolesIn(roles.split(','))),
    /** Seconds since 1970. */
    authTime: z
      .string()
      .regex(/^\d{1,10}$/)
      .transform((seconds) => new Date(Number(seconds) * 1_000).toISOString())
      .optional(),
  }),
});

const NobodyIdentity = z.object({ resolverContext: z.object({ userId: z.literal(NOBODY) }) });

const isNobody = (identity: unknown): boolean => NobodyIdentity.safeParse(identity).success;

const isAbsent = (identity: unknown): identity is null | undefined => identity === undefined || identity === null;

/** Throws `PermissionDenied` without a usable identity, or for a `userId` that is not the caller's. */
export const principalOf = (identity: unknown, claimed: string | null | undefined): Principal => {
  if (isAbsent(identity)) {
    const userId = parse(z.object({ userId: UserId }), { userId: claimed }).userId;
    return { userId, actor: { kind: 'operator', id: 'direct-invocation' }, roles: [] };
  }
  if (isNobody(identity))
    throw new PermissionDenied(
      'Say who you are: sign in, or call generateSession and send its token as Authorization.',
    );
  const known = Identity.safeParse(identity);
  if (!known.success) throw new PermissionDenied();
  const { userId, roles, authTime: loggedInAt } = known.data.resolverContext;
  if (claimed !== undefined && claimed !== null && claimed !== userId) throw new PermissionDenied();
  return { userId, actor: { kind: 'person', id: userId }, roles, ...(loggedInAt === undefined ? {} : { loggedInAt }) };
};

/** For operations that ask for no one: whoever is known is known here too. Throws `PermissionDenied`. */
export const callerOf = (identity: unknown, claimed: string | null | undefined): Principal | Nobody =>
  isNobody(identity) || (isAbsent(identity) && isAbsent(claimed)) ? {} : principalOf(identity, claimed);

/** @param what the second half of "Sign in to …". Throws `PermissionDenied` for a visitor. */
export const requireRegistered = ({ userId }: Pick<Principal, 'userId'>, what = 'keep vehicles and settings'): void => {
  if (isAnonymous(userId))
    throw new PermissionDenied(`Sign in to ${what}. What a visitor leaves is gone an hour after their last message.`);
};

/** For what a customer must not do. Throws `PermissionDenied`; a visitor has no role, whatever their identity says. */
export const requireRole = ({ userId, roles }: Pick<Principal, 'userId' | 'roles'>, role: Role): void => {
  if (isAnonymous(userId) || !roles.includes(role))
    throw new PermissionDenied(`You may not do this. It is for people with the role ${role}.`, { role });
};

/** Settings are for what is kept. Throws `PermissionDenied` for a visitor whose sessions last an hour anyway. */
export const requireKept = ({ userId, kept }: Pick<Principal, 'userId' | 'kept'>): void => {
  if (isAnonymous(userId) && !kept)
    throw new PermissionDenied(
      'Sign in to choose for how long your data is kept, or consent and verify an email address (giveConsent, requestEmailCode). Until then what you leave is gone an hour after your last message.',
    );
};

const Origin = z.object({ sourceIp: z.array(z.string()).min(1) });

/**
 * Where a request comes from, as one word that names nobody: what is not known is one and the same place.
 *
 * AppSync's Lambda authorization leaves only the headers. CloudFront stands before AppSync and appends the address it
 * was called from and then its own: what stands further left, the caller may have written themself.
 */
export const sourceOf = (identity: unknown, headers: Readonly<Record<string, unknown>> = {}): string => {
  const known = Origin.safeParse(identity);
  const forwarded = typeof headers['x-forwarded-for'] === 'string' ? headers['x-forwarded-for'].split(',') : [];
  const address = known.success ? known.data.sourceIp[0]! : (forwarded.at(-2) ?? forwarded.at(-1) ?? '').trim();
  return address === '' ? 'unknown' : createHash('sha256').update(address).digest('base64url');
};
