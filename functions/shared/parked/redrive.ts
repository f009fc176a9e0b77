/** Redrive: what waits in a parked stream is given to its consumer again, in order. */
import { Corrupted } from '../../../schemas/errors.ts';
import type { StreamAddress } from '../../../events/core/commit.ts';
import type { InputOf, OutputOf } from '../../../workflows/contract.ts';
import type { followContract } from '../../../workflows/follow/contract.ts';
import { attempt, failureOf } from './attempt.ts';
import type { FollowerParts, Lease, Parked } from './ports.ts';

type Redriven = OutputOf<typeof followContract, 'Redrive'>;

/** Longer than a function may run, so that a lease ends before its time only with whoever held it. */
const LEASE_MS = 90_000;

/** Ops waits for the answer, behind a door that gives it half a minute. */
const BUDGET_MS = 20_000;

const leftOf = (parked: Parked | undefined): Redriven['left'] =>
  parked ? { from: parked.from, failure: parked.failure } : null;

const leasesOf = ({ newId, now }: Pick<FollowerParts, 'newId' | 'now'>) => {
  const holder = newId();
  return {
    /** From now on. */
    goingOn: (): Lease => {
      const at = now();
      return { holder, now: at, until: new Date(Date.parse(at) + LEASE_MS).toISOString() };
    },
    ending: (): Lease => {
      const at = now();
      return { holder, now: at, until: at };
    },
  };
};

/** Throws `Corrupted` for a commit that is damaged, or not there. */
const take = async ({ log, consume, pause }: FollowerParts, { subject, stream, from }: Parked): Promise<void> => {
  const commit = await log.get({ subject, stream }, from);
  if (!commit) throw new Corrupted({ stream, number: from, part: 'commit' });
  await attempt(() => consume(commit), pause);
};

/**
 * Only what a batch has left behind is taken: commits after `through` are on their way to it, and it takes them itself
 * once the stream is released. Every commit is written down as it is done, so a crash repeats one at most. A stream that
 * another re-drive is at work on is left to it.
 * @param until when to stop, as `milliseconds` counts: what is left then goes on by itself
 */
export const redriveOf =
  (parts: FollowerParts) =>
  async (
    { subject, stream }: InputOf<typeof followContract, 'Redrive'>,
    until = parts.milliseconds() + BUDGET_MS,
  ): Promise<Redriven> => {
    const { consumer, parked } = parts;
    const address: StreamAddress = { subject, stream };
    const lease = leasesOf(parts);
    const left = async () => leftOf(await parked.get(consumer, address));

    const stop = async (at: Parked, why: Pick<Parked, 'failure' | 'recoverable'>, tries: number) =>
      leftOf(await parked.stay({ ...at, ...why, tries, lastTriedAt: parts.now() }, lease.ending()));

    let at = await parked.hold(consumer, address, lease.goingOn());
    let commits = 0;
    while (at) {
      if (parts.milliseconds() > until)
        return { commits, left: await stop(at, { failure: at.failure, recoverable: true }, at.tries) };
      try {
        await take(parts, at);
      } catch (error) {
        return { commits, left: await stop(at, failureOf(error), at.tries + 1) };
      }
      commits += 1;
      if (at.from >= at.through && (await parked.release(at, lease.goingOn()))) return { commits, left: null };
      at = await parked.stay({ ...at, from: at.from + 1 }, lease.goingOn());
    }
    return { commits, left: await left() };
  };
