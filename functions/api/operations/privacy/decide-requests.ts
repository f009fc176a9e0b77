/** What compliance decides about somebody's request: more time (Art. 12(3) GDPR), or no (Art. 12(4)). */
import * as z from 'zod';
import type { Decide } from '../../../../events/core/event-store.ts';
import {
  extendRequest,
  privacy,
  privacyStream,
  refuseRequest,
  type PrivacyEvent,
  type RequestState,
} from '../../../../events/privacy/index.ts';
import { ExtensionReason, RefusalReason, RequestId } from '../../../../schemas/privacy.ts';
import { CommandId, UserId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { toPrivacyRequest } from './request-shape.ts';

type Parts = Pick<ApiParts, 'store' | 'newId' | 'signer'>;

/** Somebody's request. */
export const Which = z.object({ userId: UserId, requestId: RequestId, commandId: CommandId.nullish() });
const Extension = Which.extend({ reason: ExtensionReason });
const Refusal = Which.extend({ reason: RefusalReason });

/** One command on somebody's request, and how it stands then. */
export const decided = async (
  parts: Parts,
  { userId, requestId, commandId }: z.infer<typeof Which>,
  { actor }: Pick<Principal, 'actor'>,
  decide: Decide<RequestState, PrivacyEvent>,
) => {
  const context = { commandId: commandId ?? parts.newId(), actor, correlation: requestId };
  const outcome = await parts.store.execute(privacy, privacyStream(userId, requestId), context, decide);
  return toPrivacyRequest(parts, userId, { requestId, ...outcome });
};

/** Throws as `extendRequest` of the stream does. */
export const extendPrivacyRequest = (parts: Parts) => async (args: unknown, principal: Principal) => {
  const which = parse(Extension, args);
  return decided(parts, which, principal, extendRequest(which.reason));
};

/** Throws as `refuseRequest` of the stream does. */
export const refusePrivacyRequest = (parts: Parts) => async (args: unknown, principal: Principal) => {
  const which = parse(Refusal, args);
  return decided(parts, which, principal, refuseRequest(which.reason));
};
