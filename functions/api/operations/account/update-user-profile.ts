import * as z from 'zod';
import { rectifyProfile } from '../../../../events/account/index.ts';
import { CommandId, PersonName } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { getUserProfile } from './get-user-profile.ts';
import { onAccount } from './on-account.ts';

const Arguments = z.object({ name: PersonName.nullish(), commandId: CommandId.nullish() });

/** Art. 16 GDPR: what is wrong is put right. Without a name the one that was there is taken out. */
export const updateUserProfile = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { name, commandId } = parse(Arguments, args);
  await onAccount(parts, principal, commandId ?? parts.newId(), rectifyProfile(name ?? undefined));
  return getUserProfile(parts)(args, principal);
};
