/** What becomes of one session that is due: decided on its newest commit, never on the index. */
import { account, accountStream, type AccountState } from '../../events/account/index.ts';
import { endByRetention, isOver, session, sessionStream } from '../../events/session/index.ts';
import { StreamErased } from '../../schemas/errors.ts';
import { isAnonymous } from '../../schemas/values.ts';
import { madeId } from '../runtime/made-id.ts';
import { endVisit } from './end-visit.ts';
import type { RetentionParts } from './ports.ts';

/** Ended now; held back; not due, or not any more; gone before, its row is to follow. */
export type Look = 'ended' | 'held' | 'spared' | 'gone';

type Due = { userId: string; sessionId: string };

const ACTOR = { kind: 'system' as const, id: 'retention' };

/**
 * Art. 18 GDPR: whoever restricts their data wants it kept, for a claim perhaps. A withdrawn consent restricts as well,
 * but asks for no keeping; nor does a visitor whose hour ends.
 */
const isRestricted = (userId: string, state: AccountState): boolean =>
  state.status === 'open' && state.restricted === true && !isAnonymous(userId);

/** What is known of people during one run: each account is read once, each visit ended once. */
export const createLook = (parts: RetentionParts, at: string) => {
  const accounts = new Map<string, Promise<AccountState>>();
  const visits = new Map<string, Promise<boolean>>();

  const accountOf = (userId: string): Promise<AccountState> => {
    const known = accounts.get(userId);
    if (known) return known;
    const read = parts.store.load(account, accountStream(userId), { consistent: true }).then(({ state }) => state);
    accounts.set(userId, read);
    return read;
  };

  /** The correlation becomes the id of the erasure's request: the same one, should this run be repeated. */
  const contextOf = (userId: string, what: string) => ({
    commandId: `retention/${at}`,
    actor: ACTOR,
    correlation: madeId('retention', userId, what, at),
  });

  const visitEnded = (userId: string, state: AccountState): Promise<boolean> => {
    const known = visits.get(userId);
    if (known) return known;
    const ending = endVisit(parts, { subject: userId, state }, contextOf(userId, 'account'));
    visits.set(userId, ending);
    return ending;
  };

  const look = async ({ userId, sessionId }: Due): Promise<Look> => {
    const address = sessionStream(userId, sessionId);
    const { state } = await parts.store.load(session, address);
    if (state.status === 'none' || state.status === 'deleted') return 'gone';
    const person = await accountOf(userId);
    const days = person.status === 'open' ? person.retentionDays : -1;
    if (!isOver(userId, state, days, at)) return 'spared';
    if (isRestricted(userId, person) || (await parts.isHeld(userId, sessionId))) return 'held';
    if (await visitEnded(userId, person)) return 'ended';
    const decide = endByRetention(userId, days);
    const { events } = await parts.store.execute(session, address, contextOf(userId, sessionId), decide, { recent: 1 });
    return events.length > 0 ? 'ended' : 'spared';
  };

  return async (due: Due): Promise<Look> => {
    try {
      return await look(due);
    } catch (error) {
      if (error instanceof StreamErased) return 'gone';
      throw error;
    }
  };
};
