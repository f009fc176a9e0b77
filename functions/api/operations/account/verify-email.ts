import * as z from 'zod';
import { verifyEmail as verify } from '../../../../events/account/index.ts';
import { CommandId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { carryOver } from './carry-over.ts';
import { Code, tryCode } from './try-code.ts';

const Arguments = z.object({ code: Code, commandId: CommandId.nullish() });

/**
 * SPEC B2: whoever knows the code reads the mail. A visitor's sessions are kept from then on. A wrong code is a fact too.
 * @throws InvalidInput with the tries that are left, `NotFound` where no code holds, `PermissionDenied` for a visitor
 * without consent
 */
export const verifyEmail = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { code, commandId } = parse(Arguments, args);
  const outcome = await tryCode(parts, principal, { code, commandId: commandId ?? parts.newId() }, verify);
  await carryOver(parts, principal, outcome);
  return true;
};
