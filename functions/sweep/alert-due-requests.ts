/** SPEC N14: administrators hear of every request that is due within five days, day after day until it has ended. */
import type { RequestIndex } from '../../events/projections/ports.ts';
import type { OutputOf } from '../../workflows/contract.ts';
import type { sweepContract } from '../../workflows/sweep/contract.ts';
import type { Notify } from '../runtime/notify.ts';
import { countFailure } from './count-failure.ts';

const WITHIN_MS = 5 * 86_400_000;

export type AlertParts = {
  requests: Pick<RequestIndex, 'due'>;
  notify: Notify;
  now: () => string;
};

type Alerted = OutputOf<typeof sweepContract, 'AlertDueRequests'>;

/** A notice that cannot be sent keeps no other back. Throws `StorageUnavailable` where the index is away. */
export const alertDueRequests =
  ({ requests, notify, now }: AlertParts) =>
  async (): Promise<Alerted> => {
    const at = now();
    const done: Alerted = { soon: 0, overdue: 0, failed: {} };
    const until = new Date(Date.parse(at) + WITHIN_MS).toISOString();
    for await (const { requestId, dueAt } of requests.due('open', until)) {
      const isOverdue = dueAt <= at;
      done[isOverdue ? 'overdue' : 'soon'] += 1;
      const failure = isOverdue ? 'RequestOverdue' : 'RequestDueSoon';
      try {
        await notify({ operation: 'privacy-request-due', failure, request: requestId, at });
      } catch (error) {
        countFailure(done.failed, error);
      }
    }
    return done;
  };
