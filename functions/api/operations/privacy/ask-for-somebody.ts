/** What compliance enters for somebody who wrote or called, and what it does for a request that cannot go on alone. */
import * as z from 'zod';
import { confirmIdentity as confirm, retryRequest } from '../../../../events/privacy/index.ts';
import { NotFound } from '../../../../schemas/errors.ts';
import type { PrivacyWish } from '../../../../schemas/privacy.ts';
import { UserId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { decided, Which } from './decide-requests.ts';
import { openRequestOf } from './open-request.ts';
import { requireData } from './require-data.ts';
import { toPrivacyRequest } from './request-shape.ts';
import { ScopeArguments, scopeOf } from './wish-arguments.ts';

const Arguments = ScopeArguments.partial({ scope: true }).extend({
  userId: UserId,
  kind: z.enum(['export', 'erasure']),
  scope: ScopeArguments.shape.scope.nullish(),
});

const missing = new NotFound('data', {}, 'There is no data with these ids. Check userId, sessionId and vehicleId.');

const wishOf = ({ userId, kind, scope, ...which }: z.infer<typeof Arguments>): PrivacyWish =>
  kind === 'export' ? { kind } : { kind, scope: scopeOf(userId, { ...which, scope: scope ?? 'account' }) };

/** It waits for `confirmIdentity`. An erasure without a scope is one of everything. Throws `NotFound`, `InvalidInput`. */
export const openPrivacyRequest = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { userId, commandId, ...wished } = parse(Arguments, args);
  const wish = wishOf({ userId, ...wished });
  await requireData(parts, userId, wish.kind === 'erasure' ? wish.scope : { what: 'account' }, missing);
  const asking = { commandId: commandId ?? undefined, via: 'compliance' as const };
  return toPrivacyRequest(parts, userId, await openRequestOf(parts, { ...principal, userId }, wish, asking));
};

/** Compliance vouches for who asked. Throws `NotFound`. */
export const confirmIdentity = (parts: ApiParts) => async (args: unknown, principal: Principal) =>
  decided(parts, parse(Which, args), principal, confirm('operator'));

/** Throws as `retryRequest` of the stream does. What nobody has confirmed, or has ended, stays as it is. */
export const retryPrivacyRequest = (parts: ApiParts) => async (args: unknown, principal: Principal) =>
  decided(parts, parse(Which, args), principal, retryRequest);
