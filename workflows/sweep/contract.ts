/** Tasks that schedules start, outside any state machine. Ids and numbers only. */
import * as z from 'zod';
import type { Contract } from '../contract.ts';

const lookBackMinutes = z.number().int().positive().max(10_000);
const lookBackDays = z.number().int().positive().max(400);

const Count = z.number().int().nonnegative();

/** How often, by the name of the error. */
const Failed = z.record(z.string(), Count);

export const sweepContract = {
  Reconcile: {
    input: z.object({ lookBackMinutes }),
    output: z.object({ closed: z.number().int(), failed: z.array(z.string()) }),
  },
  SweepRetention: {
    input: z.object({ lookBackDays }),
    output: z.object({
      /** Sessions that the index named. */
      due: Count,
      ended: Count,
      /** By a legal hold, or because the person restricted their data. */
      held: Count,
      /** Active meanwhile, or kept for longer than the index knew. */
      spared: Count,
      /** Ended before; the row is to follow. */
      gone: Count,
      failed: Failed,
      /** Whether the next run goes on with what this one had no room for. */
      more: z.boolean(),
    }),
  },
  SweepUploads: {
    input: z.object({ lookBackDays }),
    /** `settled`: attached, never sent, or gone before; `marked`: without a session at the first look. */
    output: z.object({ due: Count, settled: Count, marked: Count, removed: Count, held: Count, failed: Failed }),
  },
  SweepExports: {
    input: z.object({}),
    /** `files`: the archive, and what a job may have left beside it. */
    output: z.object({ due: Count, erased: Count, files: Count, failed: Failed }),
  },
  AlertDueRequests: {
    input: z.object({}),
    /** `soon`: due within five days. `failed`: notices that could not be sent. */
    output: z.object({ soon: Count, overdue: Count, failed: Failed }),
  },
  ResumeRequests: {
    input: z.object({ lookBackMinutes }),
    /** Facts that ask for an erasure, those that nobody had heard; open requests, those whose job never began. */
    output: z.object({ asked: Count, opened: Count, open: Count, started: Count, failed: Failed }),
  },
} satisfies Contract;
