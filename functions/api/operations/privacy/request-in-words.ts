/** What a person reads of the state of their request (SPEC A11, N14). */
import type { EndedRequest, OpenRequest, ReceiptFacts } from '../../../../events/privacy/index.ts';
import type { ExtensionReason, LeftReason, RefusalReason } from '../../../../schemas/privacy.ts';

const WHY_LATER: Record<ExtensionReason, string> = {
  complex: 'It takes longer than usual because it is complex.',
  'many-requests': 'It takes longer than usual because there are many requests just now.',
};

const WHY_REFUSED: Record<RefusalReason, string> = {
  'identity-not-confirmed': 'We could not make sure that it came from you.',
  'manifestly-unfounded': 'The law does not give a right to what was asked for.',
  excessive: 'It repeats what was asked for and answered before.',
  'rights-of-others': 'It would reach into the rights of other people.',
  'legal-obligation': 'A law obliges us to keep this data.',
  'legal-claims': 'This data is needed for a legal claim.',
};

const WHY_LEFT: Record<LeftReason, string> = {
  'begun-since': 'What you began since then is not part of it, and stays.',
  conversation: 'Conversations that speak of the vehicle stay; delete each of them where you want that.',
};

/** Art. 12(4) GDPR: whoever is refused hears what they can do about it. */
const COMPLAINT = 'You can complain to a data protection authority, or go to court.';

const left = ({ stores }: ReceiptFacts): string => {
  const reasons = new Set(stores.flatMap(({ reason }) => reason ?? []));
  return [...reasons].map((reason) => ` ${WHY_LEFT[reason]}`).join('');
};

const day = (at: string): string => at.slice(0, 10);

export const inWords = (request: OpenRequest | EndedRequest): string => {
  const due = `It is due by ${day(request.dueAt)}.`;
  const later = request.extension ? ` ${WHY_LATER[request.extension]}` : '';
  switch (request.status) {
    case 'received':
      return `We have your request, and first have to be sure that it is you: sign in again and confirm it, or confirm it with a code to your verified address. ${due}${later}`;
    case 'confirmed':
      return `We are working on it. ${due}${later}`;
    case 'held':
      return 'We are obliged to keep this data for now. Your request waits, and goes on by itself after that.';
    case 'failed':
      return `Something went wrong, and a person has to look after it. ${due}${later}`;
    case 'refused':
      return `It was refused. ${WHY_REFUSED[request.reason]} ${COMPLAINT}`;
    case 'exported':
      return `Your data is ready to be fetched until ${day(request.facts.expiresAt)}.`;
    case 'expired':
      return 'Your data was ready, and the time to fetch it is over. Ask for it again.';
    case 'erased':
      return `It is erased. From ${day(request.receipt.backupsUntil)} on no backup holds anything of it either.${left(request.receipt)}`;
  }
};
