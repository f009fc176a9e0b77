/**
 * One look at how far the ledger of erasures is applied to a restored copy of the tables. On one machine a start does the
 * same by itself (`functions/privacy/apply-ledger.ts`), one erasure after the other; here they run side by side.
 */
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { restoreContract } from '../../workflows/apply-ledger/contract.ts';
import { before, isApplied } from '../privacy/is-applied.ts';
import type { StandingEntry } from '../privacy/ports.ts';
import type { RestoreParts } from './ports.ts';

type Contract = typeof restoreContract;

export const applyErasures = (parts: RestoreParts) => {
  const { ledger, mark, start, isWaiting } = parts;

  /** A name that was used before starts nothing more: an execution that failed is for a person to look at. */
  const begin = ({ subject, requestId, scope, at }: StandingEntry, restoreId: string): Promise<void> =>
    start({
      machine: 'erase-data',
      name: `${restoreId}-${requestId}`,
      input: { subject, requestId, restored: { scope, at } },
    });

  return async ({ restoreId }: InputOf<Contract, 'ApplyErasures'>): Promise<OutputOf<Contract, 'ApplyErasures'>> => {
    const result = { checked: 0, open: 0, held: 0 };
    const atWork = new Set<string>();
    let [newest, firstHeld]: (string | undefined)[] = [];
    for await (const entry of ledger.since(before(await mark.get()))) {
      result.checked += 1;
      newest = entry.entered;
      if (await isApplied(parts, entry)) continue;
      if (await isWaiting(entry)) {
        result.held += 1;
        firstHeld ??= entry.entered;
        continue;
      }
      result.open += 1;
      // erasures of one person meet each other's keys and rows: they run in the order in which they were entered
      if (!atWork.has(entry.subject)) await begin(entry, restoreId);
      atWork.add(entry.subject);
    }
    const known = firstHeld ?? newest;
    if (result.open === 0 && known !== undefined) await mark.set(known);
    return result;
  };
};
