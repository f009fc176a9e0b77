/** Where a person can be told about their request. */
import { account, accountStream, type AccountState } from '../../events/account/index.ts';
import type { PrivacyParts } from './ports.ts';

type Store = PrivacyParts['store'];

/** The account, or what it was right before it closed; undefined where that is erased. */
const lastOpen = async (store: Store, userId: string): Promise<AccountState | undefined> => {
  const { state, recent } = await store.load(account, accountStream(userId), { recent: 2, consistent: true });
  const [tip, before] = recent;
  if (!tip?.events.some(({ type }) => type === 'AccountClosed')) return state;
  // closed and not erased yet: the key goes last, so what is before it still opens
  const isErased = state.status !== 'none' || !state.erasing;
  return isErased || !before?.body ? undefined : (await store.open(account, before)).state;
};

/** The verified address of whoever asked at that time: who came back since is somebody else to the request. */
export const addressOf = async (store: Store, userId: string, askedAt: string): Promise<string | undefined> => {
  const state = await lastOpen(store, userId);
  return state?.status === 'open' && state.createdAt <= askedAt ? state.email : undefined;
};
