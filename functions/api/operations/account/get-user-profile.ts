import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { accountNow } from '../../standing.ts';
import { listedSince } from '../sessions/get-chat-sessions.ts';
import { libraryNow } from '../sessions/living-vehicles.ts';
import { toSettings } from './privacy-settings.ts';

/** SPEC A10 `getUserProfile`: sessions are counted in the index, none is opened. */
export const getUserProfile = (parts: ApiParts) => async (_args: unknown, principal: Principal) => {
  const { userId } = principal;
  const [state, library, sessionCount] = await Promise.all([
    accountNow(parts, userId),
    libraryNow(parts.store, userId),
    parts.sessions.count(userId, listedSince(principal, parts.now())),
  ]);
  return {
    userId,
    name: (state.status === 'open' && state.name) || null,
    vehicleCount: library.state.vehicles.length,
    sessionCount,
    ...toSettings(userId, state),
    createdAt: state.status === 'open' ? state.createdAt : null,
  };
};
