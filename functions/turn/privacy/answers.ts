/** What Dixon itself says about a person's data: every sentence of it is here. */
import type { PrivacyWish } from '../../../schemas/privacy.ts';
import { phraseOf } from './confirmation.ts';
import type { Known } from './standing.ts';

const UNCHANGED = 'Nothing has been changed.';
const LAW = 'It waits where the law obliges us to keep something.';

export const CHOICES =
  'What is kept about you is yours. Here you can write "what do you know about me", "export my data", "delete this conversation", "delete all my vehicles" or "delete my account"; before anything begins I ask you once to confirm it. The privacy controls have the rest: single vehicles and other conversations, corrections, consent, restriction, and for how long your data is kept.';

export const explained = `${CHOICES} ${UNCHANGED}`;

export const forVisitor =
  'You are here as a visitor: everything you leave is gone an hour after the last activity of its conversation, and I keep no account of you. To end it at once, choose to end your visit in the privacy controls. To keep your conversations and decide about them here, consent to that there and verify an email address.';

export const forUnverified = `I can do that from the chat once your email address is verified, so that I know it is you. Verify it in the privacy controls, then write it here again; or do it right there, where you are signed in. ${UNCHANGED}`;

export const forSomebodyElse = `Only the person themself can ask for that in the chat. An operator enters what they asked for as a request of theirs. ${UNCHANGED}`;

export const declined = `All right. ${UNCHANGED}`;

export const unclear = (wish: PrivacyWish): string =>
  `I was not sure that you mean it, so I began nothing. If you do, write "${phraseOf(wish)}" again and confirm it with the very next message. ${UNCHANGED}`;

export const noVehicles = `There are no vehicles in your library, so there is nothing to delete. ${UNCHANGED}`;

const vehiclesIn = (count: number): string => (count === 1 ? '1 vehicle' : `${count} vehicles`);

const ends = (wish: PrivacyWish, vehicles: number): string => {
  if (wish.kind === 'export')
    return 'I would gather your account, vehicles, conversations, files and requests into one archive. It is ready for a week, and a mail to your verified address says when you can fetch it from the privacy controls.';
  switch (wish.scope.what) {
    case 'account':
      return `That deletes everything for good: your conversations with their files, your vehicles, your settings${wish.scope.signIn ? ', and at last what you sign in with' : ''}. It cannot be undone. ${LAW}`;
    case 'session':
      return `That deletes this conversation for good, with its files. Your vehicles and other conversations stay. It cannot be undone. ${LAW}`;
    case 'vehicle':
    case 'vehicles':
      return `That deletes your library for good: ${vehiclesIn(vehicles)}, with what is known of them. Conversations stay, also where they speak of a vehicle. It cannot be undone. ${LAW}`;
  }
};

/** Asks once. */
export const question = (wish: PrivacyWish, vehicles: number): string =>
  `${ends(wish, vehicles)}\n\nReply "yes, ${phraseOf(wish)}", or just "yes", to confirm. Anything else leaves all as it is.`;

const begun = (wish: PrivacyWish): string => {
  if (wish.kind === 'export')
    return 'Thank you, your export has begun. A mail to your verified address says when you can fetch it.';
  switch (wish.scope.what) {
    case 'account':
      return `Thank you, the deletion of everything you have here begins now. ${LAW} A mail to your verified address says so too. Goodbye, and drive safely.`;
    case 'session':
      return `Thank you, the deletion of this conversation begins now. ${LAW}`;
    case 'vehicle':
    case 'vehicles':
      return `Thank you, the deletion of your vehicles begins now. ${LAW}`;
  }
};

export const confirmed = (wish: PrivacyWish, requestId: string): string =>
  `${begun(wish)}\n\nThe number of your request is ${requestId}. Keep it: it gives you the receipt.`;

const day = (at: string): string => at.slice(0, 'YYYY-MM-DD'.length);

const keptFor = ({ keptDays }: Known): string =>
  keptDays === -1
    ? 'Conversations are kept until you delete them.'
    : `Conversations are kept until ${keptDays} days after their last activity.`;

/** SPEC B5: short, and from facts alone. */
export const known = (person: Known, vehicles: number): string =>
  [
    `Your verified email address is ${person.email}.`,
    person.name === undefined ? 'I know no name of yours.' : `You want to be called ${person.name}.`,
    vehicles === 0 ? 'Your library has no vehicles.' : `Your library has ${vehiclesIn(vehicles)}.`,
    keptFor(person),
    person.consentedAt === undefined
      ? 'You have no consent on record.'
      : `You consented on ${day(person.consentedAt)} that your data is kept.`,
    person.restricted ? 'You restricted the processing of your data.' : 'You did not restrict its processing.',
    'Your conversations and files are listed in the chat history; write "export my data" to get everything as one archive.',
  ].join('\n');
