import { account, accountStream, closeAccount, openAccount } from '../../../../events/account/index.ts';
import { foldEvents } from '../../../../events/core/decider.ts';
import { StreamErased } from '../../../../schemas/errors.ts';
import { isAnonymous } from '../../../../schemas/values.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { askFor } from '../privacy/open-request.ts';
import { kindOf } from './open-account.ts';

type Who = Pick<Principal, 'userId' | 'actor'>;

/** The announcement starts the erasure; its request has the correlation for its id. */
const close = async ({ store, newId }: ApiParts, { userId, actor }: Who, commandId: string): Promise<void> => {
  const address = accountStream(userId);
  const { number } = await store.load(account, address, { consistent: true });
  const context = { commandId, actor, correlation: newId() };
  try {
    await store.execute(account, address, context, (state, at) => {
      const opened =
        number === 0 && state.status === 'none' && !state.erasing ? openAccount(kindOf(userId))(state) : [];
      return [...opened, ...closeAccount(foldEvents(account, state, opened, at))];
    });
  } catch (error) {
    // this very command was carried out before, and its own record went with the rest
    if (!(error instanceof StreamErased)) throw error;
  }
};

/**
 * Closes somebody's account, and all they left is erased. Whoever never opened one may have left something all the same,
 * such as an id that was given: theirs is opened and closed in one commit. A repeat changes nothing.
 *
 * While a hold stands (SPEC N3), the account of a person who signed in stays open: closed, it would let them in again
 * only when the hold is released. Their request waits for that; a visitor comes back as somebody else anyway.
 */
export const closeAccountOf = async (parts: ApiParts, who: Who, commandId: string = parts.newId()): Promise<void> => {
  if (isAnonymous(who.userId) || !(await parts.isHeld(who.userId))) return close(parts, who, commandId);
  const confirmedBy = who.actor.kind === 'operator' ? 'operator' : 'login';
  await askFor(parts, who, { kind: 'erasure', scope: { what: 'account' } }, { commandId, confirmedBy });
};
