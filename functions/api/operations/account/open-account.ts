import { account, accountStream, openAccount } from '../../../../events/account/index.ts';
import { ConcurrentModification } from '../../../../schemas/errors.ts';
import { isAnonymous } from '../../../../schemas/values.ts';
import { backoff } from '../../../runtime/backoff.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';

/** Some two seconds in all: an erasure rarely takes longer. */
const TRIES = 10;

/**
 * A person's first session opens their account; the commit costs nothing where it is open already. Who comes back
 * while what they cleared is still being erased waits for it a little.
 * @throws ConcurrentModification where the erasure takes longer
 */
export const openAccountOf = async (
  { store, newId }: Pick<ApiParts, 'store' | 'newId'>,
  { userId, actor }: Pick<Principal, 'userId' | 'actor'>,
): Promise<void> => {
  const kind = isAnonymous(userId) ? 'anonymous' : 'registered';
  const context = { commandId: newId(), actor, correlation: newId() };
  for (let tries = 1; ; tries += 1)
    try {
      await store.execute(account, accountStream(userId), context, openAccount(kind), { recent: 1 });
      return;
    } catch (error) {
      if (!(error instanceof ConcurrentModification) || tries === TRIES) throw error;
      await backoff(tries + 1);
    }
};
