/**
 * SPEC N15: a restore does not resurrect. Before a copy of the tables serves anybody, every erasure that the ledger knows
 * and the copy does not is done again.
 */
import { accountStream } from '../../events/account/index.ts';
import { streamType, type StreamAddress } from '../../events/core/commit.ts';
import type { CommitLog } from '../../events/core/commit-log.ts';
import type { Shredder } from '../../events/core/vault.ts';
import { garageStream } from '../../events/garage/index.ts';
import { privacy } from '../../events/privacy/index.ts';
import { sessionStream } from '../../events/session/index.ts';
import type { EraseDataInput } from '../../workflows/erase-data/contract.ts';
import { isCarriedOver } from './carry-over.ts';
import type { ErasureLedger, LedgerEntry, LedgerMark, StandingEntry } from './ports.ts';

/** Machines' clocks differ by less, and an entry is read again for nothing rather than passed over. */
const MARGIN_MS = 3_600_000;

export type ApplyLedgerParts = {
  ledger: Pick<ErasureLedger, 'since'>;
  mark: LedgerMark;
  shredder: Pick<Shredder, 'erasedAt' | 'living'>;
  log: Pick<CommitLog, 'newest'>;
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

const addressOf = ({ subject, scope }: LedgerEntry): StreamAddress => {
  switch (scope.what) {
    case 'session':
      return sessionStream(subject, scope.sessionId);
    case 'vehicle':
    case 'vehicles':
      return garageStream(subject);
    case 'account':
      return accountStream(subject);
  }
};

/** Whether a key that opens something of what the entry erased is still there. */
const isLiving = async ({ shredder }: ApplyLedgerParts, entry: LedgerEntry): Promise<boolean> => {
  const { stream } = addressOf(entry);
  // whoever never opened an account may have left something all the same
  const isTheirs = (living: string) =>
    entry.scope.what === 'account' ? streamType(living) !== privacy.type : living === stream;
  return (await shredder.living(entry.subject)).some(isTheirs);
};

/** Of a library's erasures there can be many, and one that was asked for later can be done first. */
const isOnRecord = async ({ log }: ApplyLedgerParts, entry: LedgerEntry): Promise<boolean> =>
  addressOf(entry).stream !== garageStream(entry.subject).stream || isCarriedOver(log, entry);

/** Applied: erased at that time or later; or erased before, and nothing since; or this copy never had it. */
const isApplied = async (parts: ApplyLedgerParts, entry: LedgerEntry): Promise<boolean> => {
  const address = addressOf(entry);
  const erasedAt = await parts.shredder.erasedAt(address);
  if (erasedAt !== undefined && erasedAt >= entry.at && (await isOnRecord(parts, entry))) return true;
  if (await isLiving(parts, entry)) return false;
  return erasedAt !== undefined || (await parts.log.newest(address, { limit: 1, consistent: true })).length === 0;
};

const margin = (mark: string | undefined): string | undefined =>
  mark && new Date(Date.parse(mark) - MARGIN_MS).toISOString();

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
    for await (const entry of ledger.since(margin(await mark.get()))) {
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
