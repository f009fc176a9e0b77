import { NotFound } from '../../../../schemas/errors.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import { requireRegistered, type Principal } from '../../principal.ts';
import { askFor } from './open-request.ts';
import { proofOf } from './proof.ts';
import { requireData } from './require-data.ts';
import { toPrivacyRequest } from './request-shape.ts';
import { ScopeArguments, scopeOf } from './wish-arguments.ts';

/**
 * SPEC A11: asks for an erasure, which begins once it is sure who asks. Whoever never left anything has an account to
 * erase all the same: their sign-in.
 * @throws NotFound for a session or vehicle that is not theirs, `PermissionDenied` for a visitor who asks for vehicles
 */
export const requestErasure = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { userId } = principal;
  const { commandId, ...wished } = parse(ScopeArguments, args);
  const scope = scopeOf(userId, wished);
  if (scope.what === 'vehicle' || scope.what === 'vehicles') requireRegistered(principal);
  if (scope.what !== 'account') await requireData(parts, userId, scope, new NotFound(scope.what));
  const asking = { commandId: commandId ?? undefined, confirmedBy: proofOf(principal, parts.now()) };
  return toPrivacyRequest(parts, userId, await askFor(parts, principal, { kind: 'erasure', scope }, asking));
};
