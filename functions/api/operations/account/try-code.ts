/** A try with a code that was mailed to somebody: right or wrong, it is a fact of their account. */
import * as z from 'zod';
import { TRIES, type AccountEvent, type AccountState, type PendingCode } from '../../../../events/account/index.ts';
import type { Decide, Outcome } from '../../../../events/core/event-store.ts';
import { InvalidInput } from '../../../../schemas/errors.ts';
import { isCode } from '../../../shared/mail/code.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { onAccount } from './on-account.ts';

/** People copy blanks along. */
export const Code = z
  .string()
  .max(40)
  .transform((text) => text.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'a code has six digits'));

const wrong = (left: number): InvalidInput =>
  new InvalidInput(
    left > 0
      ? `This is not the code. Compare it with the newest mail; it can be tried ${left} more ${left === 1 ? 'time' : 'times'}.`
      : 'This was not the code, and it was the fifth try. Ask for a new one with requestEmailCode.',
    { field: 'code', left },
  );

type Deciding = (matches: (code: PendingCode) => boolean) => Decide<AccountState, AccountEvent>;

/** Throws `InvalidInput` with the tries that are left, and what `decide` throws. */
export const tryCode = async (
  parts: Pick<ApiParts, 'store' | 'newId'>,
  principal: Pick<Principal, 'userId' | 'actor'>,
  { code, commandId }: { code: string; commandId: string },
  decide: Deciding,
): Promise<Outcome<AccountState, AccountEvent>> => {
  const matches = (pending: PendingCode) => isCode(code, pending);
  const outcome = await onAccount(parts, principal, commandId, decide(matches));
  const { state, events } = outcome;
  if (events.some(({ type }) => type === 'EmailCodeRefused'))
    throw wrong(state.status === 'open' && state.code ? TRIES - state.code.tries : 0);
  if (!events.some(({ type }) => type === 'EmailVerified'))
    throw new InvalidInput('Choose another commandId: this one was used before.', { field: 'commandId' });
  return outcome;
};
