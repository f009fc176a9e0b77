/** SPEC B5: consent is given to a text that was shown, and withdrawn as easily. */
import * as z from 'zod';
import {
  giveConsent as give,
  isRestricted,
  withdrawConsent as withdraw,
  type AccountState,
} from '../../../../events/account/index.ts';
import { sortKey } from '../../../../events/core/commit.ts';
import { ConsentVersion, Purpose } from '../../../../schemas/consent.ts';
import { CommandId } from '../../../../schemas/values.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { carryOver } from './carry-over.ts';
import { textToConsentTo, hashOfText } from './consent-texts.ts';
import { whatFollows } from './in-words.ts';
import { onAccount } from './on-account.ts';

const Which = z.object({ purpose: Purpose.nullish(), commandId: CommandId.nullish() });
const Giving = Which.extend({ version: ConsentVersion });

const DEFAULT_PURPOSE = 'keep-data';

const toAnswer = (userId: string, purpose: Purpose, { state, number }: { state: AccountState; number: number }) => ({
  purpose,
  given: state.status === 'open' && state.consents?.[purpose] !== undefined,
  restricted: isRestricted(state),
  follows: whatFollows(userId, state),
  position: sortKey('account', number),
});

/** Sessions of a visitor who verified an email address before are kept again. Throws `InvalidInput` for an old text. */
export const giveConsent = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { purpose: given, version, commandId } = parse(Giving, args);
  const purpose = given ?? DEFAULT_PURPOSE;
  const { text } = textToConsentTo(purpose, version);
  const consent = { purpose, version, hash: hashOfText(text) };
  const outcome = await onAccount(parts, principal, commandId ?? parts.newId(), give(consent));
  await carryOver(parts, principal, outcome);
  return toAnswer(principal.userId, purpose, outcome);
};

/** A visitor's hour counts again; of a person who signed in, data is only stored from now on. */
export const withdrawConsent = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { purpose: given, commandId } = parse(Which, args);
  const purpose = given ?? DEFAULT_PURPOSE;
  const outcome = await onAccount(parts, principal, commandId ?? parts.newId(), withdraw(purpose));
  await carryOver(parts, principal, outcome);
  return toAnswer(principal.userId, purpose, outcome);
};
