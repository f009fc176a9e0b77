/**
 * What the account says now, carried to where it is needed without a read of the account: a restriction to the library,
 * which every turn of a person reads anyway; a visitor's keeping to their sessions.
 *
 * The account's fact counts and comes first. Where the rest fails, the person hears of it, and a repeat mends it.
 */
import { isKeptVisitor, isRestricted, type AccountState } from '../../../../events/account/index.ts';
import type { Outcome } from '../../../../events/core/event-store.ts';
import { garage, garageStream, lockGarage, unlockGarage } from '../../../../events/garage/index.ts';
import { isAnonymous } from '../../../../schemas/values.ts';
import type { ApiParts } from '../../ports.ts';
import type { Principal } from '../../principal.ts';
import { accountNow } from '../../standing.ts';
import { endKeepingOfSessions, keepSessions } from './keep-sessions.ts';

type Parts = Pick<ApiParts, 'store' | 'newId'>;

const toLibrary = async ({ store, newId }: Parts, { userId, actor }: Principal, state: AccountState): Promise<void> => {
  const context = { commandId: newId(), actor, correlation: newId() };
  const decide = isRestricted(state) ? lockGarage : unlockGarage;
  await store.execute(garage, garageStream(userId), context, decide, { recent: 1 });
};

/** Without an email address that was verified nothing was ever kept. */
const toSessions = async (parts: Parts, principal: Principal, state: AccountState): Promise<void> => {
  if (state.status !== 'open' || state.email === undefined) return;
  await (isKeptVisitor(state) ? keepSessions : endKeepingOfSessions)(parts, principal);
};

/** @param outcome of the command; of a repeated one the state is old */
export const carryOver = async (
  parts: Parts,
  principal: Principal,
  outcome: Pick<Outcome<AccountState, unknown>, 'state' | 'repeated'>,
): Promise<void> => {
  const state = outcome.repeated ? await accountNow(parts, principal.userId) : outcome.state;
  await (isAnonymous(principal.userId) ? toSessions : toLibrary)(parts, principal, state);
};
