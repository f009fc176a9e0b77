/** A person proves that a request is theirs: by a fresh login, or by a code that went to their verified address. */
import * as z from 'zod';
import { proveByCode } from '../../../../events/account/index.ts';
import { confirmIdentity, isOpen, privacy, privacyStream, received } from '../../../../events/privacy/index.ts';
import { PermissionDenied } from '../../../../schemas/errors.ts';
import { RequestId, type IdentityProof } from '../../../../schemas/privacy.ts';
import { CommandId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { Code, tryCode } from '../account/try-code.ts';
import { requestNow } from './open-request.ts';
import { proofOf } from './proof.ts';
import { toPrivacyRequest } from './request-shape.ts';

const Arguments = z.object({ requestId: RequestId, code: Code.nullish(), commandId: CommandId.nullish() });

type Proving = { code?: string | null | undefined; commandId: string };

/** Throws `PermissionDenied` without either, and what `tryCode` throws. */
const prove = async (parts: ApiParts, principal: Principal, { code, commandId }: Proving): Promise<IdentityProof> => {
  const proof = proofOf(principal, parts.now());
  if (proof) return proof;
  if (!code)
    throw new PermissionDenied(
      'Show first that it is you: sign in again, or ask for a code to your verified address with requestEmailCode and send it along.',
    );
  await tryCode(parts, principal, { code, commandId }, proveByCode);
  return 'email';
};

/** What is confirmed or has ended stays as it is. Throws `NotFound` for a request that is not theirs, and as `prove`. */
export const confirmPrivacyRequest = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { requestId, code, commandId = null } = parse(Arguments, args);
  const { userId, actor } = principal;
  const before = await requestNow(parts, userId, requestId);
  const request = received(before.state);
  if (request.confirmedBy || !isOpen(before.state)) return toPrivacyRequest(parts, userId, before);
  const context = { commandId: commandId ?? parts.newId(), actor, correlation: requestId };
  const by = await prove(parts, principal, { code, commandId: context.commandId });
  await parts.store.execute(privacy, privacyStream(userId, requestId), context, confirmIdentity(by));
  return toPrivacyRequest(parts, userId, await requestNow(parts, userId, requestId));
};
