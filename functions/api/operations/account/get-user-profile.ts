import { account, accountStream, type AccountState } from '../../../../events/account/index.ts';
import type { EventStore } from '../../../../events/core/event-store.ts';
import { StreamErased } from '../../../../schemas/errors.ts';
import { isAnonymous } from '../../../../schemas/values.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { listedSince } from '../sessions/get-chat-sessions.ts';
import { libraryNow } from '../sessions/living-vehicles.ts';

/** An account that was erased is as one that was never opened. */
const accountOf = async (store: EventStore, userId: string): Promise<AccountState> => {
  try {
    return (await store.load(account, accountStream(userId), { consistent: true })).state;
  } catch (error) {
    if (error instanceof StreamErased) return account.initial;
    throw error;
  }
};

/** Days that sessions are kept: what the person chose; a visitor's last an hour, so not a day. */
const retentionOf = (userId: string, state: AccountState): number => {
  if (isAnonymous(userId)) return 0;
  return state.status === 'open' ? state.retentionDays : -1;
};

/** SPEC A10 `getUserProfile`: sessions are counted in the index, none is opened. */
export const getUserProfile =
  ({ store, sessions, now }: ApiParts) =>
  async (_args: unknown, { userId }: Principal) => {
    const [state, library, sessionCount] = await Promise.all([
      accountOf(store, userId),
      libraryNow(store, userId),
      sessions.count(userId, listedSince(userId, now())),
    ]);
    return {
      userId,
      vehicleCount: library.state.vehicles.length,
      sessionCount,
      dataRetentionDays: retentionOf(userId, state),
      createdAt: state.status === 'open' ? state.createdAt : null,
    };
  };
