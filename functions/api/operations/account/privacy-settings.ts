/** What the account says about a person and their data, for the profile and for the privacy settings. */
import { isRestricted, keptDays, type AccountState } from '../../../../events/account/index.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { accountNow } from '../../standing.ts';
import { keptUntil } from './in-words.ts';
import { kindOf } from './open-account.ts';

/** The address is the verified one; before there is one, that to which the last code went. */
export const toSettings = (userId: string, state: AccountState) => {
  const { email, code, consents = {} } = state.status === 'open' ? state : {};
  return {
    dataRetentionDays: keptDays(kindOf(userId), state),
    consents: Object.entries(consents).map(([purpose, { version, at }]) => ({ purpose, version, givenAt: at })),
    email: email ?? code?.email ?? null,
    emailVerified: email !== undefined,
    restricted: isRestricted(state),
  };
};

/** `getPrivacySettings`: in words that a page can show. */
export const getPrivacySettings =
  (parts: ApiParts) =>
  async (_args: unknown, { userId }: Principal) => {
    const state = await accountNow(parts, userId);
    return { ...toSettings(userId, state), keptUntil: keptUntil(userId, state) };
  };
