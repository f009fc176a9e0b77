import { account, accountStream, openAccount } from '../../../events/account/index.ts';
import { isAnonymous } from '../../../schemas/values.ts';
import type { ApiParts } from '../ports.ts';
import type { Principal } from '../principal.ts';

/** A person's first session opens their account; the commit costs nothing where it is open already. */
export const openAccountOf = async ({ store, newId }: ApiParts, { userId, actor }: Principal): Promise<void> => {
  const kind = isAnonymous(userId) ? 'anonymous' : 'registered';
  const context = { commandId: newId(), actor, correlation: newId() };
  await store.execute(account, accountStream(userId), context, openAccount(kind), { recent: 1 });
};
