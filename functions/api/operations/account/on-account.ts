/** One command on the caller's account. Where there is none yet it opens with the command's facts, in one commit. */
import {
  account,
  accountStream,
  openAccount,
  type AccountEvent,
  type AccountState,
} from '../../../../events/account/index.ts';
import { foldEvents } from '../../../../events/core/decider.ts';
import type { Decide, Outcome } from '../../../../events/core/event-store.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { afterErasure, kindOf } from './open-account.ts';

type Parts = Pick<ApiParts, 'store' | 'newId'>;
type DecideOnAccount = Decide<AccountState, AccountEvent>;

/** A command that is refused, or changes nothing, opens nothing. */
const openedFirst =
  (userId: string, decide: DecideOnAccount): DecideOnAccount =>
  (state, at) => {
    const opening = openAccount(kindOf(userId))(state);
    const decided = decide(foldEvents(account, state, opening, at), at);
    return decided.length > 0 ? [...opening, ...decided] : [];
  };

/** Throws what `decide` throws, and `ConcurrentModification` while an earlier life of the account is being erased. */
export const onAccount = async (
  { store, newId }: Parts,
  { userId, actor }: Pick<Principal, 'userId' | 'actor'>,
  commandId: string,
  decide: DecideOnAccount,
): Promise<Outcome<AccountState, AccountEvent>> => {
  const context = { commandId, actor, correlation: newId() };
  return afterErasure(() => store.execute(account, accountStream(userId), context, openedFirst(userId, decide)));
};
