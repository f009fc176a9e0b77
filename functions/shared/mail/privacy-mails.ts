/** Mails about privacy requests: that something happens, and where to look. What it is about stays out of them. */
import type { Mail } from './ports.ts';

type Told = { userId: string; to: string; requestId: string };

const mail = ({ userId, to }: Told, subject: string, lines: string[]): Mail => ({
  userId,
  to,
  subject,
  text: [...lines, ''].join('\n\n'),
});

/** Everything of the person goes from now on, this address with it. */
export const erasureBegins = (told: Told): Mail =>
  mail(told, 'Your data at Dixon is being erased', [
    `We are erasing everything that Dixon keeps of you: conversations, vehicles, files, exports and the account. The number of your request is ${told.requestId}.`,
    'It usually takes some minutes. getPrivacyRequests says how far it is, and getPrivacyReceipt then gives a signed receipt: what was found, what was removed, and from when on no backup holds anything of it.',
    'This is the last mail that you get from us about it: your address goes with the rest.',
  ]);

export const exportIsReady = (told: Told): Mail =>
  mail(told, 'Your data from Dixon is ready', [
    `What you asked for is packed. The number of your request is ${told.requestId}.`,
    'getExportLink gives a link that holds for 24 hours; ask for a new one as often as you like. After 7 days the archive itself is erased. getPrivacyReceipt says what is in it, signed.',
    'If you did not ask for it, somebody else can use your account. Nobody gets the archive by this mail alone.',
  ]);
