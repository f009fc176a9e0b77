import { account, accountStream, closeAccount, openAccount } from '../../../../events/account/index.ts';
import { foldEvents } from '../../../../events/core/decider.ts';
import { StreamErased } from '../../../../schemas/errors.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { kindOf } from './open-account.ts';

/**
 * Closes somebody's account; the announcement starts the erasure of all they left. Whoever never opened one may have
 * left something all the same, such as an id that was given: theirs is opened and closed in one commit. A repeat
 * changes nothing.
 */
export const closeAccountOf = async (
  { store, newId }: ApiParts,
  { userId, actor }: Pick<Principal, 'userId' | 'actor'>,
  commandId: string = newId(),
): Promise<void> => {
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
