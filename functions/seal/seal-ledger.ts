/**
 * SPEC N5: seals the ledger by the hour, oldest first.
 *
 * The first run begins with the hour of the oldest commit; every later one where the newest digest ends. So every instant
 * lies in one digest, whatever was off for however long. Hours in which nothing happened are one digest, up to the next
 * hour with a commit.
 *
 * A commit that is appended only after its hour was sealed is in no digest, and a verification says so (`not-sealed`).
 * `afterMinutes` keeps that from happening, and 15 are enough on AWS: a commit is dated by every try to append it anew
 * (`events/core/create-event-store.ts`), in the very invocation that appends it, and none lasts longer than 15 minutes;
 * the index follows within seconds. On one machine two things remain: it is put to sleep in the middle of an append and
 * wakes up hours later, or its clock is set back by more than that.
 */
import type { Damaged } from '../../events/core/history-scan.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { sealContract } from '../../workflows/seal/contract.ts';
import { chainFrom, newestOf } from './chain.ts';
import { daysOf, hourOf, lastEnd } from './hours.ts';
import { oldestCommit } from './oldest.ts';
import type { SealParts } from './ports.ts';
import { readHours } from './read-hours.ts';

export type SealInput = InputOf<typeof sealContract, 'SealLedger'>;
type Done = OutputOf<typeof sealContract, 'SealLedger'>;

export type SealOptions = {
  /** Hears of an item that is no commit: it is left out, and a verification names it. */
  setAside: (place: Damaged['damaged']) => void;
  /** Milliseconds of work, after which the next run goes on. One hour is sealed in any case. */
  budget?: number;
};

/** Of the 15 minutes that a Lambda has: the rest is for the hour that is under way then. */
const BUDGET = 600_000;

/**
 * Throws `Corrupted` where the newest digest cannot be read or was not signed with this key: an administrator has to look
 * at that first. Throws `StorageUnavailable`.
 */
export const sealLedger =
  (parts: SealParts, { setAside, budget = BUDGET }: SealOptions) =>
  async ({ afterMinutes }: SealInput): Promise<Done> => {
    const started = parts.milliseconds();
    const isOver = () => parts.milliseconds() - started >= budget;
    const until = lastEnd(parts.now(), afterMinutes);

    const newest = await newestOf(parts);
    const oldest = newest ? undefined : await oldestCommit(parts.scan);
    const from = newest?.statement.to ?? (oldest && hourOf(oldest));
    if (from === undefined || from >= until) return { digests: 0, commits: 0, more: false };

    const chain = chainFrom(parts, newest, from);
    const answer = (): Done => ({ ...chain.done, more: chain.end() < until });
    let seen = from;
    for (const day of daysOf({ from, to: until })) {
      for await (const hour of readHours({ ...parts, setAside }, day)) {
        await chain.seal(hour);
        if (isOver()) return answer();
      }
      seen = day.to;
      if (isOver()) break;
    }
    await chain.sealNothing(seen);
    return answer();
  };
