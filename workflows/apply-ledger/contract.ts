/** apply-ledger (SPEC N15): a restored copy of the tables serves nobody before this has ended. Ids and numbers only. */
import * as z from 'zod';
import type { Contract } from '../contract.ts';

const Count = z.int().min(0);

/** Chosen by whoever restores; another restore needs another one. It begins the names of executions. */
export const ApplyLedgerInput = z.object({ restoreId: z.string().regex(/^[A-Za-z0-9-]{1,40}$/) });
export type ApplyLedgerInput = z.infer<typeof ApplyLedgerInput>;

/** By the group `restore`. */
export const restoreContract = {
  /**
   * Looks at every erasure that the ledger knows since the copy was made, and starts those that the copy does not know:
   * one of a person at a time. `open`: those under way; `held`: those that a legal hold keeps. Once none is open, the copy
   * is marked.
   */
  ApplyErasures: { input: ApplyLedgerInput, output: z.object({ checked: Count, open: Count, held: Count }) },
} satisfies Contract;
