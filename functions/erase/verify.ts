/**
 * Verify: everything is read again, as it stands now. Only stores with something left are in the answer.
 *
 * Of a person who is back, what belongs to their new life is not counted, since nobody could tell it from the old one; it
 * began after all of the old one was found gone (`Finish`). What can be told apart is looked at: the account's own bodies.
 */
import { DataStore, type LeftReason } from '../../schemas/privacy.ts';
import type { InputOf } from '../../workflows/contract.ts';
import type { eraseContract, Left } from '../../workflows/erase-data/contract.ts';
import { lookAtAll, lookAtLast, type Counts } from './look.ts';
import type { EraseParts } from './ports.ts';
import { reachOf } from './reach-of.ts';
import { whoseOf } from './survey.ts';

type Work = InputOf<typeof eraseContract, 'Verify'>;
type Reasons = Partial<Record<DataStore, LeftReason>>;

/**
 * `Finish` took every counter a moment ago and counters last two minutes: one that is here is of somebody who still
 * tries. The sign-in of who came back is that of their new account.
 */
const reasonsFor = (work: Work, isBack: boolean): Reasons => {
  if (work.kind !== 'account') return {};
  return isBack ? { 'sign-in': 'begun-since' } : { counters: 'begun-since' };
};

const linesOf = (counts: Counts, reasons: Reasons): Left =>
  DataStore.options
    .filter((store) => counts[store] > 0)
    .map((store) => ({ store, left: counts[store], ...(reasons[store] ? { reason: reasons[store] } : {}) }));

/** Sessions that speak of erased vehicles are things of their own, which their person can delete. */
const conversationsOf = (work: Work): Left =>
  work.kind === 'garage' && work.conversations > 0
    ? [{ store: 'bodies', left: work.conversations, reason: 'conversation' }]
    : [];

export const verify =
  (parts: EraseParts) =>
  async (work: Work): Promise<{ left: Left }> => {
    const reach = reachOf(parts, work);
    const all = await lookAtAll(parts, reach, whoseOf(work));
    const isBack = !(await reach.stands());
    const counts = isBack ? await lookAtLast(parts, reach, whoseOf(work)) : all;
    return { left: [...linesOf(counts, reasonsFor(work, isBack)), ...conversationsOf(work)] };
  };
