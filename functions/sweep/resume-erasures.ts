/**
 * Starts erasures again that never finished: a vehicle whose owner is gone is one of them (SPEC A12).
 *
 * An erasure removes the body of the commit that asked for it last. Where the ledger names such a commit and its body is
 * still there after the time of grace, its announcement goes out once more; erasures can be repeated.
 */
import { streamType, type CommitHeader } from '../../events/core/commit.ts';
import type { CommitLog } from '../../events/core/commit-log.ts';
import type { OutputOf } from '../../workflows/contract.ts';
import type { sweepContract } from '../../workflows/sweep/contract.ts';

/** Minutes that an erasure may take: its function ends after 15. */
const GRACE_MINUTES = 20;

export type ErasureParts = {
  log: Pick<CommitLog, 'ledger' | 'newest'>;
  /** Tells the bus of a commit as its stream did. */
  announce: (commit: CommitHeader) => Promise<void>;
  now: () => string;
};

const asksForErasure = ({ stream, events }: CommitHeader): boolean =>
  (stream === 'account' && events.some(({ type }) => type === 'AccountClosed')) ||
  (streamType(stream) === 'session' && events.some(({ type }) => type === 'SessionDeleted'));

type Resumed = OutputOf<typeof sweepContract, 'ResumeErasures'>;

export const resumeErasures =
  ({ log, announce, now }: ErasureParts) =>
  async ({ lookBackMinutes }: { lookBackMinutes: number }): Promise<Resumed> => {
    const ago = (minutes: number) => new Date(Date.parse(now()) - minutes * 60_000).toISOString();
    const done: Resumed = { asked: 0, resumed: 0, failed: {} };
    for await (const header of log.ledger({ from: ago(lookBackMinutes), to: ago(GRACE_MINUTES) })) {
      if (!asksForErasure(header)) continue;
      done.asked += 1;
      try {
        const [commit] = await log.newest(header, { limit: 1, below: header.number + 1, consistent: true });
        if (!commit?.body) continue;
        await announce(commit);
        done.resumed += 1;
      } catch (error) {
        const name = error instanceof Error ? error.name : 'unknown';
        done.failed[name] = (done.failed[name] ?? 0) + 1;
      }
    }
    return done;
  };
