import * as z from 'zod';
import { chooseRetention } from '../../../../events/account/index.ts';
import { InvalidInput } from '../../../../schemas/errors.ts';
import { CommandId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import { requireKept, type Principal } from '../../principal.ts';
import { onAccount } from './on-account.ts';

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

/** SPEC A11: how long sessions are kept. Throws `InvalidInput`, and `PermissionDenied` for a visitor's hour. */
export const updatePrivacySettings = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  requireKept(principal);
  const { settings, commandId } = parse(Arguments, args);
  const { dataRetention } = settingsIn(settings);
  await onAccount(parts, principal, commandId ?? parts.newId(), chooseRetention(DAYS[dataRetention]));
  return true;
};
