/** What an account says about somebody's data, as a page can show it. */
import { isKeptVisitor, isRestricted, keptDays, type AccountState } from '../../../../events/account/index.ts';
import { isAnonymous } from '../../../../schemas/values.ts';
import { kindOf } from './open-account.ts';

/** Until when a conversation is kept: the end of a sentence that begins with "Kept until". */
export const keptUntil = (userId: string, state: AccountState): string => {
  const days = keptDays(kindOf(userId), state);
  if (days === 0) return 'an hour after its last activity';
  return days === -1 ? 'you delete it' : `${days} days after its last activity`;
};

const followsForVisitor = (userId: string, state: AccountState): string => {
  const until = keptUntil(userId, state);
  if (isKeptVisitor(state)) return `Each conversation is kept until ${until}.`;
  const consented = state.status === 'open' && state.consents?.['keep-data'] !== undefined;
  return consented
    ? `Verify an email address next. Before that, each conversation is kept until ${until}.`
    : `Each conversation is kept until ${until}. Then everything of it is gone.`;
};

/** What an answer about consent has for consequences. */
export const whatFollows = (userId: string, state: AccountState): string => {
  if (isAnonymous(userId)) return followsForVisitor(userId, state);
  if (!isRestricted(state)) return 'Your conversations go on as usual.';
  return 'From now on your data is only stored and not worked with, until you consent again and no restriction of yours stands, or until you delete it. Reading and export stay possible.';
};
