import * as z from 'zod';
import { account, accountStream, chooseRetention } from '../../../../events/account/index.ts';
import { InvalidInput } from '../../../../schemas/errors.ts';
import { CommandId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import { requireRegistered, type Principal } from '../../principal.ts';
import { openAccountOf } from './open-account.ts';

const Arguments = z.object({ settings: z.string().max(2_000), commandId: CommandId.nullish() });

/** SPEC A10. */
const Settings = z.object({ dataRetention: z.enum(['30_days', '90_days', 'indefinite']) });
const DAYS = { '30_days': 30, '90_days': 90, indefinite: -1 } as const;

const settingsIn = (text: string): z.infer<typeof Settings> => {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new InvalidInput('Check settings: it must be JSON, such as {"dataRetention":"30_days"}.', {
      field: 'settings',
    });
  }
  return parse(Settings, given);
};

/** SPEC A11: how long sessions are kept. Throws `InvalidInput`, and `PermissionDenied` for a visitor. */
export const updatePrivacySettings = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  requireRegistered(principal);
  const { settings, commandId } = parse(Arguments, args);
  const { dataRetention } = settingsIn(settings);
  await openAccountOf(parts, principal);
  const { userId, actor } = principal;
  const context = { commandId: commandId ?? parts.newId(), actor, correlation: parts.newId() };
  await parts.store.execute(account, accountStream(userId), context, chooseRetention(DAYS[dataRetention]));
  return true;
};
