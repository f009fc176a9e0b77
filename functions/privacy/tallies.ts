/** SPEC N2: what a receipt says of each store. */
import type * as z from 'zod';
import type { RequestState } from '../../events/privacy/index.ts';
import { DataStore, type StoreTally, type Tally } from '../../schemas/privacy.ts';
import type { Left } from '../../workflows/erase-data/contract.ts';

type Asked = Exclude<RequestState, { status: 'none' }>;

/**
 * One line for each store that was looked at. What was found is what was counted before anything went, or more where a
 * step took more; what is left for a reason was not part of that, so the three need not add up.
 */
export const tallies = ({ found = [], steps }: Asked, left: Left): z.infer<typeof StoreTally>[] =>
  DataStore.options.flatMap((store) => {
    const before = found.find((each) => each.store === store);
    const step = steps.find((each) => each.step === store);
    const after = left.find((each) => each.store === store);
    if (!before && !step && !after) return [];
    const taken = step?.removed ?? 0;
    const all = Math.max(before?.found ?? 0, taken);
    const still = after?.left ?? 0;
    const reason = after?.reason ? { reason: after.reason } : {};
    return [{ store, found: all, removed: Math.max(taken, all - still), left: still, ...reason }];
  });

/** All stores together. */
export const totalOf = (stores: z.infer<typeof Tally>[]): z.infer<typeof Tally> => {
  const sum = (field: 'found' | 'removed' | 'left') => stores.reduce((total, store) => total + store[field], 0);
  return { found: sum('found'), removed: sum('removed'), left: sum('left') };
};
