/**
 * Starts again what got lost on its way: an announcement that nobody heard, a job that never began (SPEC A12). It only
 * announces once more; whoever hears it twice does nothing the second time.
 */
import type { CommitHeader, StreamAddress } from '../../events/core/commit.ts';
import type { CommitLog } from '../../events/core/commit-log.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import { privacy, privacyStream } from '../../events/privacy/index.ts';
import type { RequestIndex } from '../../events/projections/ports.ts';
import type { OutputOf } from '../../workflows/contract.ts';
import type { sweepContract } from '../../workflows/sweep/contract.ts';
import { wishIn } from '../privacy/wish-in.ts';
import { countFailure } from './count-failure.ts';

/** Minutes after which something is lost rather than late. */
const GRACE_MINUTES = 20;

/** What makes a request, as `workflows/triggers.ts` has it. */
const ASKS = new Set(['SessionDeleted', 'AccountClosed', 'VehicleDeleted', 'GarageCleared', 'PrivacyWishConfirmed']);

/** What starts a job. */
const STARTS = new Set(['IdentityConfirmed', 'RequestResumed']);

export type ResumeParts = {
  log: Pick<CommitLog, 'ledger' | 'newest' | 'read'>;
  store: Pick<EventStore, 'load' | 'open'>;
  requests: Pick<RequestIndex, 'due'>;
  /** Tells the bus of a commit as its stream did. */
  announce: (commit: CommitHeader) => Promise<void>;
  now: () => string;
};

type Resumed = OutputOf<typeof sweepContract, 'ResumeRequests'>;

const has = ({ events }: CommitHeader, types: ReadonlySet<string>): boolean =>
  events.some(({ type }) => types.has(type));

/** The fact, where its request was never made; one whose body is gone was erased by another request. */
const unheard = async ({ log, store }: ResumeParts, header: CommitHeader): Promise<CommitHeader | undefined> => {
  const [commit] = await log.newest(header, { limit: 1, below: header.number + 1, consistent: true });
  const wish = commit?.body && (await wishIn(store, commit));
  if (!wish) return undefined;
  const { number } = await store.load(privacy, privacyStream(header.subject, wish.requestId), { consistent: true });
  return number === 0 ? commit : undefined;
};

/** The commit that should have started a job, of a confirmed request of which nothing was heard since. */
const unstarted = async (
  { log, store }: ResumeParts,
  address: StreamAddress,
  before: string,
): Promise<CommitHeader | undefined> => {
  const { state, recent } = await store.load(privacy, address, { consistent: true });
  if (state.status !== 'confirmed' || (recent[0]?.at ?? '') >= before) return undefined;
  return (await Array.fromAsync(log.read(address))).findLast((commit) => has(commit, STARTS));
};

export const resumeRequests =
  (parts: ResumeParts) =>
  async ({ lookBackMinutes }: { lookBackMinutes: number }): Promise<Resumed> => {
    const ago = (minutes: number) => new Date(Date.parse(parts.now()) - minutes * 60_000).toISOString();
    const done: Resumed = { asked: 0, opened: 0, open: 0, started: 0, failed: {} };
    const told = async (find: () => Promise<CommitHeader | undefined>): Promise<number> => {
      try {
        const commit = await find();
        if (commit) await parts.announce(commit);
        return commit ? 1 : 0;
      } catch (error) {
        countFailure(done.failed, error);
        return 0;
      }
    };
    const before = ago(GRACE_MINUTES);
    for await (const header of parts.log.ledger({ from: ago(lookBackMinutes), to: before })) {
      if (!has(header, ASKS)) continue;
      done.asked += 1;
      done.opened += await told(() => unheard(parts, header));
    }
    for await (const { userId, requestId } of parts.requests.due('open')) {
      done.open += 1;
      done.started += await told(() => unstarted(parts, privacyStream(userId, requestId), before));
    }
    return done;
  };
