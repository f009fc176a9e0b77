/** An account that is erased: it ends for its person, and what began after the request was made is told apart. */
import { account, accountStream, closeAccount } from '../../events/account/index.ts';
import type { CommandContext, EventStore } from '../../events/core/event-store.ts';
import { StreamErased } from '../../schemas/errors.ts';

/** Commits of an account read at a time: most have fewer. */
const PAGE = 100;

/** Closes what was open when it was asked for; a later life stays open. A repeat changes nothing. */
export const endAccount = async (
  store: EventStore,
  subject: string,
  askedAt: string,
  context: CommandContext,
): Promise<void> => {
  try {
    await store.execute(account, accountStream(subject), context, (state) =>
      state.status === 'open' && state.createdAt <= askedAt ? closeAccount(state) : [],
    );
  } catch (error) {
    // this very command was carried out before, and its own record went with the rest
    if (!(error instanceof StreamErased)) throw error;
  }
};

/**
 * The newest commit of the account that the request is about: of one that was opened again since, the last before that.
 * 0 where nothing is. Headers alone say it, so it is the same whether or not the account is erased by now.
 */
export const lastCommit = async (store: EventStore, subject: string, askedAt: string): Promise<number> => {
  const address = accountStream(subject);
  const { number: newest, recent } = await store.load(account, address, { recent: PAGE, consistent: true });
  let last = newest;
  for (let page = recent; page.length > 0;) {
    for (const { number, at, events } of page) {
      if (!events.some(({ type }) => type === 'AccountOpened')) continue;
      if (at <= askedAt) return last;
      last = number - 1;
    }
    page = await store.older(address, { below: page.at(-1)!.number, limit: PAGE });
  }
  return last;
};
