import * as z from 'zod';
import { sendEmailCode, unsendEmailCode } from '../../../../events/account/index.ts';
import { sortKey } from '../../../../events/core/commit.ts';
import { InvalidInput, MailUnavailable } from '../../../../schemas/errors.ts';
import { CommandId, EmailAddress } from '../../../../schemas/values.ts';
import { hashOfCode } from '../../../shared/mail/code.ts';
import { codeMail } from '../../../shared/mail/code-mail.ts';
import { parse } from '../../../runtime/parse.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { accountNow } from '../../standing.ts';
import { onAccount } from './on-account.ts';

const Arguments = z.object({ email: EmailAddress, commandId: CommandId.nullish() });

type Wish = { email: string; commandId: string };

/** The code goes into the mail, its hash into the fact. A repeat has no code to send any more. */
const appendAndSend = async (parts: ApiParts, principal: Principal, { email, commandId }: Wish) => {
  const [code, salt] = [parts.newCode(), parts.newId()];
  const decide = sendEmailCode({ email, codeHash: hashOfCode(code, salt), salt });
  const outcome = await onAccount(parts, principal, commandId, decide);
  if (outcome.repeated) return outcome;
  try {
    await parts.mailer.send(codeMail(principal.userId, email, code));
  } catch (error) {
    if (error instanceof MailUnavailable) await onAccount(parts, principal, parts.newId(), unsendEmailCode(salt));
    throw error;
  }
  return outcome;
};

/** Whether the mail of the newest code never went out. */
const isUnsent = async (parts: ApiParts, { userId }: Principal): Promise<boolean> => {
  const state = await accountNow(parts, userId);
  return state.status === 'open' && state.unsent === true;
};

/**
 * SPEC B2: sends a code to an address. Once the fact is appended the mail goes out; where it does not, the fact is taken
 * back and the same command sends another code.
 * @throws PermissionDenied for a visitor without consent, `RateLimited` for the sixth code within an hour,
 * `StorageUnavailable` (`MailUnavailable`) where the mail cannot be sent
 */
export const requestEmailCode = (parts: ApiParts) => async (args: unknown, principal: Principal) => {
  const { email, commandId } = parse(Arguments, args);
  const first = await appendAndSend(parts, principal, { email, commandId: commandId ?? parts.newId() });
  const again = first.repeated && (await isUnsent(parts, principal));
  const { events, number } = again ? await appendAndSend(parts, principal, { email, commandId: parts.newId() }) : first;
  const sent = events.find((event) => event.type === 'EmailCodeSent');
  if (!sent) throw new InvalidInput('Choose another commandId: this one was used before.', { field: 'commandId' });
  return { expiresAt: sent.expiresAt, position: sortKey('account', number) };
};
