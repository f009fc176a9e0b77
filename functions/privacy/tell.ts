/** TellBeginning and TellReady: a mail to the person, where they verified an address. */
import { isDone, personTold, type RequestState } from '../../events/privacy/index.ts';
import { MailUnavailable, MailWaits } from '../../schemas/errors.ts';
import type { Mail } from '../shared/mail/ports.ts';
import { erasureBegins, exportIsReady } from '../shared/mail/privacy-mails.ts';
import { addressOf } from './address.ts';
import { onRequest, requestNow, type Which } from './on-request.ts';
import type { PrivacyParts } from './ports.ts';

type Parts = Pick<PrivacyParts, 'store' | 'mailer' | 'newId'>;
type Asked = Exclude<RequestState, { status: 'none' }>;
type MailOf = (told: { userId: string; to: string; requestId: string }) => Mail;

/** Throws `MailUnavailable`. */
const send = async ({ mailer }: Parts, mail: Mail): Promise<void> => {
  try {
    await mailer.send(mail);
  } catch (error) {
    throw error instanceof MailUnavailable ? new MailWaits(error) : error;
  }
};

/**
 * Sent first and recorded then: who dies in between sends it once more. What was recorded is not sent again.
 * @param isDue whether there is something to tell about
 */
const tell =
  (parts: Parts, isDue: (asked: Asked) => boolean, mailOf: MailOf) =>
  async (which: Which): Promise<{ told: boolean }> => {
    const state = await requestNow(parts, which);
    if (isDone(state, 'tell')) return { told: true };
    if (state.status === 'none' || !isDue(state)) return { told: false };
    const { subject: userId, requestId } = which;
    const to = await addressOf(parts.store, userId, state.receivedAt);
    if (to === undefined) return { told: false };
    await send(parts, mailOf({ userId, to, requestId }));
    await onRequest(parts, which, personTold);
    return { told: true };
  };

/** Of one conversation or vehicle the person sees at once that it is gone. Of a restored one they were told before. */
export const tellBeginning = (parts: Parts) =>
  tell(
    parts,
    ({ status, wish }) => status === 'confirmed' && wish.kind === 'erasure' && wish.scope.what === 'account',
    erasureBegins,
  );

export const tellReady = (parts: Parts) => tell(parts, ({ status }) => status === 'exported', exportIsReady);
