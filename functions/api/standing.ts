/** What a caller's account says, before an operation begins: who is gone, who is kept, whose data may not be worked with. */
import { account, accountStream, isKeptVisitor, isRestricted, type AccountState } from '../../events/account/index.ts';
import { Restricted, SessionExpired, StreamErased } from '../../schemas/errors.ts';
import { isAnonymous } from '../../schemas/values.ts';
import type { ApiParts } from './ports.ts';
import { requireRole, type Principal, type Role } from './principal.ts';

type Parts = Pick<ApiParts, 'store'>;

/** The account now, in one consistent query. One that was erased is as one that was never opened. */
export const accountNow = async ({ store }: Parts, userId: string): Promise<AccountState> => {
  try {
    return (await store.load(account, accountStream(userId), { consistent: true })).state;
  } catch (error) {
    if (error instanceof StreamErased) return account.initial;
    throw error;
  }
};

export type Visit = {
  /** What is known of a visitor: nothing yet, an account, or that they are gone. */
  status: 'none' | 'open' | 'gone';
  kept: boolean;
  restricted: boolean;
};

const GONE: Visit = { status: 'gone', kept: false, restricted: false };

/** Ids are never used twice (SPEC B1): an account that closed stays gone. */
export const visitOf = async ({ store }: Parts, userId: string): Promise<Visit> => {
  try {
    const { number, state } = await store.load(account, accountStream(userId), { consistent: true });
    if (state.status === 'none' && number > 0) return GONE;
    return { status: state.status, kept: isKeptVisitor(state), restricted: isRestricted(state) };
  } catch (error) {
    if (error instanceof StreamErased) return GONE;
    throw error;
  }
};

/** Lets somebody in with what their operation has to know of them. */
export type Admit = (parts: Parts, principal: Principal) => Promise<Principal>;

/** Throws `SessionExpired` for a visit that has ended: whoever left finds nothing, though the erasure may still run. */
const visiting = async (parts: Parts, principal: Principal) => {
  const { status, kept, restricted } = await visitOf(parts, principal.userId);
  if (status === 'gone') throw new SessionExpired();
  return { visitor: kept ? { ...principal, kept } : principal, restricted };
};

/** To everything. Asks nothing of people. Throws `SessionExpired`. */
export const admitToAll: Admit = async (parts, principal) =>
  isAnonymous(principal.userId) ? (await visiting(parts, principal)).visitor : principal;

/** To a turn. Of people the turn itself finds out, without a read of its own (`GarageLocked`). Throws `PermissionDenied`. */
export const admitToTurns: Admit = async (parts, principal) => {
  if (!isAnonymous(principal.userId)) return principal;
  const { visitor, restricted } = await visiting(parts, principal);
  if (restricted) throw new Restricted();
  return visitor;
};

/** To whatever else works with somebody's data (Art. 18 GDPR): one read, of people too. Throws `PermissionDenied`. */
export const admitToProcessing: Admit = async (parts, principal) => {
  if (isAnonymous(principal.userId)) return admitToTurns(parts, principal);
  if (isRestricted(await accountNow(parts, principal.userId))) throw new Restricted();
  return principal;
};

const inRole = (principal: Principal, role: Role): Principal => {
  requireRole(principal, role);
  return { ...principal, actor: { kind: 'operator', id: principal.userId } };
};

/**
 * To what compliance does with somebody else's data, who is then named by `arguments.userId`; the history names who of
 * compliance it was. Throws `PermissionDenied` for whoever else.
 */
export const admitCompliance: Admit = async (_parts, principal) => inRole(principal, 'compliance');

/** To what ops does with views and streams. It is about nobody's data. Throws `PermissionDenied` for whoever else. */
export const admitOps: Admit = async (_parts, principal) => inRole(principal, 'ops');
