/**
 * SPEC A12: ends sessions whose time is over. It reads the days of the `due` index that can still hold something, so its
 * cost follows what is due, not what exists: one index item and two or three reads for each session that it looks at.
 *
 * No watermark is kept. Every five minutes it looks at two days, and once a day at four months, for what a longer outage
 * or a hold left behind; an empty partition costs half a read unit.
 */
import type { OutputOf } from '../../workflows/contract.ts';
import type { sweepContract } from '../../workflows/sweep/contract.ts';
import { countFailure } from './count-failure.ts';
import { createLook } from './look-at-session.ts';
import type { RetentionParts } from './ports.ts';

/** Sessions that one run ends, well within a function's time; the next run goes on. Held and failed ones do not count. */
const MOST = 2_000;

/** Sessions under way at once. */
const AT_ONCE = 8;

export type Swept = OutputOf<typeof sweepContract, 'SweepRetention'>;

const inGroups = async function* <T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
};

/** One session that fails stops no other; a repeat ends none twice. Throws `StorageUnavailable` where the index is away. */
export const sweepRetention =
  ({ most = MOST, ...parts }: RetentionParts & { most?: number }) =>
  async ({ lookBackDays }: { lookBackDays: number }): Promise<Swept> => {
    const at = parts.now();
    const lookAt = createLook(parts, at);
    const done: Swept = { due: 0, ended: 0, held: 0, spared: 0, gone: 0, failed: {}, more: false };
    for await (const group of inGroups(parts.dueSessions.due({ at, lookBackDays }), AT_ONCE)) {
      if (done.ended >= most) return { ...done, more: true };
      done.due += group.length;
      for (const look of await Promise.allSettled(group.map(lookAt)))
        if (look.status === 'fulfilled') done[look.value] += 1;
        else countFailure(done.failed, look.reason);
    }
    return done;
  };
