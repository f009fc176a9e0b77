/**
 * SPEC N15: a restore does not resurrect. Before a copy of the tables serves anybody, every erasure that the ledger knows
 * and the copy does not is done again.
 */
import type { EraseDataInput } from '../../workflows/erase-data/contract.ts';
import { before, isApplied, type CopyParts } from './is-applied.ts';
import type { ErasureLedger, LedgerEntry, LedgerMark, StandingEntry } from './ports.ts';

export type ApplyLedgerParts = CopyParts & {
  ledger: Pick<ErasureLedger, 'since'>;
  mark: LedgerMark;
  /** Whether its request waits for a legal hold. */
  isWaiting: (entry: LedgerEntry) => Promise<boolean>;
  /** Runs erase-data to its end. */
  run: (input: EraseDataInput) => Promise<unknown>;
};

/**
 * `applied`: how many were done again. `held`: those that a legal hold keeps in this copy. `left`: those that failed, so
 * that this copy must serve nobody.
 */
export type LedgerApplied = { checked: number; applied: number; held: number; left: number };

/** What is held or failed is tried again at the next start: the mark stays before it. */
export const applyLedger = (parts: ApplyLedgerParts) => {
  const { ledger, mark, run, isWaiting } = parts;

  /** How it stands with an entry once this has returned. */
  const apply = async (entry: StandingEntry): Promise<'known' | 'applied' | 'held' | 'left'> => {
    if (await isApplied(parts, entry)) return 'known';
    const { subject, requestId, scope, at } = entry;
    await run({ subject, requestId, restored: { scope, at } });
    if (await isApplied(parts, entry)) return 'applied';
    return (await isWaiting(entry)) ? 'held' : 'left';
  };

  return async (): Promise<LedgerApplied> => {
    const done = { checked: 0, applied: 0, held: 0, left: 0 };
    let [newest, firstOpen]: (string | undefined)[] = [];
    for await (const entry of ledger.since(before(await mark.get()))) {
      const outcome = await apply(entry);
      done.checked += 1;
      if (outcome !== 'known') done[outcome] += 1;
      if (outcome === 'held' || outcome === 'left') firstOpen ??= entry.entered;
      newest = entry.entered;
    }
    const known = firstOpen ?? newest;
    if (known !== undefined) await mark.set(known);
    return done;
  };
};
