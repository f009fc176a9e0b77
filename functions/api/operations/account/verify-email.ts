import * as z from 'zod';
import { TRIES, verifyEmail as verify } from '../../../../events/account/index.ts';
import { InvalidInput } from '../../../../schemas/errors.ts';
import { CommandId } from '../../../../schemas/values.ts';
import { isCode } from '../../../mail/code.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { carryOver } from './carry-over.ts';
import { onAccount } from './on-account.ts';

/** People copy blanks along. */
const Code = z
  .string()
  .max(40)
  .transform((text) => text.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'a code has six digits'));

const Arguments = z.object({ code: Code, commandId: CommandId.nullish() });

const wrong = (left: number): InvalidInput =>
  new InvalidInput(
    left > 0
      ? `This is not the code. Compare it with the newest mail; it can be tried ${left} more ${left === 1 ? 'time' : 'times'}.`
      : 'This was not the code, and it was the fifth try. Ask for a new one with requestEmailCode.',
    { field: 'code', left },
  );

/**
 * SPEC B2: whoever knows the code reads the mail. A visitor's sessions are kept from then on. A wrong code is a fact too.
 * @throws InvalidInput with the tries that are left, `NotFound` where no code holds, `PermissionDenied` for a visitor
 * without consent
 */
export const verifyEmail = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { code, commandId } = parse(Arguments, args);
  const decide = verify((pending) => isCode(code, pending));
  const outcome = await onAccount(parts, principal, commandId ?? parts.newId(), decide);
  const { state, events } = outcome;
  if (events.some(({ type }) => type === 'EmailCodeRefused'))
    throw wrong(state.status === 'open' && state.code ? TRIES - state.code.tries : 0);
  if (!events.some(({ type }) => type === 'EmailVerified'))
    throw new InvalidInput('Choose another commandId: this one was used before.', { field: 'commandId' });
  await carryOver(parts, principal, outcome);
  return true;
};
