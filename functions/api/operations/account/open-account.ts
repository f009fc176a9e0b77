import { account, accountStream, openAccount } from '../../../../events/account/index.ts';
import { ErasureUnderWay } from '../../../../schemas/errors.ts';
import { isAnonymous } from '../../../../schemas/values.ts';
import { backoff } from '../../../runtime/backoff.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';

/** Some two seconds in all: an erasure rarely takes longer. */
const TRIES = 10;

/**
 * Who comes back while what they cleared is still being erased waits for it a little.
 * @throws ErasureUnderWay (to people `ConcurrentModification`) where the erasure takes longer
 */
export const afterErasure = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1)
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ErasureUnderWay) || tries === TRIES) throw error;
      await backoff(tries + 1);
    }
};

export const kindOf = (userId: string) => (isAnonymous(userId) ? 'anonymous' : 'registered');

/**
 * A person's first session opens their account; the commit costs nothing where it is open already.
 * @throws ErasureUnderWay while an earlier life of the account is being erased
 */
export const openAccountOf = async (
  { store, newId }: Pick<ApiParts, 'store' | 'newId'>,
  { userId, actor }: Pick<Principal, 'userId' | 'actor'>,
): Promise<void> => {
  const context = { commandId: newId(), actor, correlation: newId() };
  const open = openAccount(kindOf(userId));
  await afterErasure(() => store.execute(account, accountStream(userId), context, open, { recent: 1 }));
};
