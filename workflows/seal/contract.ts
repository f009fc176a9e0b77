/** What a schedule asks of the group `seal` (SPEC N5). */
import * as z from 'zod';
import type { Contract } from '../contract.ts';

const Count = z.int().min(0);

export const sealContract = {
  /**
   * Seals every hour that ended at least `afterMinutes` ago and is not sealed yet, oldest first: an outage is made good
   * by the next run. `more`: whether the next run goes on with what this one had no time for.
   */
  SealLedger: {
    input: z.object({ afterMinutes: z.int().min(0).max(1_000) }),
    output: z.object({ digests: Count, commits: Count, more: z.boolean() }),
  },
} satisfies Contract;
