/** Art. 18 GDPR: what there is of a person is stored and nothing more, until they say otherwise. */
import * as z from 'zod';
import { liftRestriction as lift, restrictProcessing as restrict } from '../../../../events/account/index.ts';
import { CommandId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { carryOver } from './carry-over.ts';
import { onAccount } from './on-account.ts';

const Arguments = z.object({ commandId: CommandId.nullish() });

export const restrictProcessing = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { commandId } = parse(Arguments, args);
  await carryOver(parts, principal, await onAccount(parts, principal, commandId ?? parts.newId(), restrict));
  return true;
};

/** Throws `PermissionDenied` where a withdrawn consent goes on restricting. */
export const liftRestriction = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { commandId } = parse(Arguments, args);
  await carryOver(parts, principal, await onAccount(parts, principal, commandId ?? parts.newId(), lift));
  return true;
};
