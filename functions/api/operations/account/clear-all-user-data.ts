import * as z from 'zod';
import { CommandId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { closeAccountOf } from './close-account.ts';

const Arguments = z.object({ commandId: CommandId.nullish() });

/** SPEC A11 "delete everything": answers at once, the erasure runs on. */
export const clearAllUserData = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { commandId } = parse(Arguments, args);
  await closeAccountOf(parts, principal, commandId ?? undefined);
  return true;
};
