/** What ops and schedules ask of the groups that follow the event table's stream, outside any state machine. */
import * as z from 'zod';
import type { Contract } from '../contract.ts';

const Count = z.int().min(0);
const Failure = z.string().max(64);

/** The same for `views` and `publish`; a group re-drives its own streams, with its own permissions. */
export const followContract = {
  /** One parked stream is taken from where it stopped, in order. `left`: what fails now, and where. */
  Redrive: {
    input: z.object({ subject: z.string(), stream: z.string() }),
    output: z.object({
      commits: Count,
      left: z.object({ from: z.int().positive(), failure: Failure }).nullable(),
    }),
  },
  /** Every parked stream whose failure may pass by itself, oldest first. */
  RedriveRecoverable: {
    input: z.object({ limit: z.int().min(1).max(1_000) }),
    output: z.object({ streams: Count, commits: Count, left: Count }),
  },
} satisfies Contract;
