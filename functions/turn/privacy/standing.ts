/** Who asks in the conversation for something about their data, and whether it may begin here (SPEC B5). */
import {
  account,
  accountStream,
  isKeptVisitor,
  isRestricted,
  keptDays,
  type AccountState,
} from '../../../events/account/index.ts';
import type { Actor } from '../../../events/core/commit.ts';
import type { EventStore } from '../../../events/core/event-store.ts';
import { StreamErased } from '../../../schemas/errors.ts';
import { isAnonymous } from '../../../schemas/values.ts';

/** What the account says of somebody whose email address is verified. */
export type Known = {
  kind: 'registered' | 'anonymous';
  email: string;
  name?: string;
  /** Days after the last activity; -1 without end. */
  keptDays: 0 | 30 | 90 | -1;
  /** When they consented that their data is kept, ISO 8601. */
  consentedAt?: string;
  restricted: boolean;
};

export type Standing =
  /** Their conversations last an hour. */
  | { is: 'visitor' }
  | { is: 'unverified' }
  /** An operator, who acts in their place: a verified address says nothing about them. */
  | { is: 'somebody else' }
  | { is: 'verified'; known: Known };

const accountOf = async (store: EventStore, userId: string): Promise<AccountState> => {
  try {
    return (await store.load(account, accountStream(userId), { consistent: true })).state;
  } catch (error) {
    if (error instanceof StreamErased) return account.initial;
    throw error;
  }
};

const knownOf = (state: AccountState): Known | undefined => {
  if (state.status !== 'open' || state.email === undefined) return undefined;
  const { kind, email, name, consents = {} } = state;
  return {
    kind,
    email,
    ...(name === undefined ? {} : { name }),
    keptDays: keptDays(kind, state),
    ...(consents['keep-data'] ? { consentedAt: consents['keep-data'].at } : {}),
    restricted: isRestricted(state),
  };
};

/** One consistent read: an address that was verified a moment ago counts, and an account that was closed does not. */
export const standingOf = async (store: EventStore, userId: string, actor: Actor): Promise<Standing> => {
  if (actor.kind !== 'person') return { is: 'somebody else' };
  const state = await accountOf(store, userId);
  if (isAnonymous(userId) && !isKeptVisitor(state)) return { is: 'visitor' };
  const known = knownOf(state);
  return known ? { is: 'verified', known } : { is: 'unverified' };
};
