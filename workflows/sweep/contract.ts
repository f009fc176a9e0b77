/** Tasks that schedules start, outside any state machine. */
import * as z from 'zod';
import type { Contract } from '../contract.ts';

export const sweepContract = {
  Reconcile: {
    input: z.object({ lookBackMinutes: z.number().int().positive().max(10_000) }),
    output: z.object({ closed: z.number().int(), failed: z.array(z.string()) }),
  },
} satisfies Contract;
