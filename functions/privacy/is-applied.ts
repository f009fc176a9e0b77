/** SPEC N15: whether a copy of the tables knows of an erasure that the ledger has. */
import { accountStream } from '../../events/account/index.ts';
import { streamType, type StreamAddress } from '../../events/core/commit.ts';
import type { CommitLog } from '../../events/core/commit-log.ts';
import type { Shredder } from '../../events/core/vault.ts';
import { garageStream } from '../../events/garage/index.ts';
import { privacy } from '../../events/privacy/index.ts';
import { sessionStream } from '../../events/session/index.ts';
import { isCarriedOver } from './carry-over.ts';
import type { LedgerEntry } from './ports.ts';

/** Machines' clocks differ by less, and an entry is read again for nothing rather than passed over. */
const MARGIN_MS = 3_600_000;

/** From where the ledger is read, for a mark that the copy has. */
export const before = (mark: string | undefined): string | undefined =>
  mark && new Date(Date.parse(mark) - MARGIN_MS).toISOString();

/** Where a copy is looked at. */
export type CopyParts = {
  shredder: Pick<Shredder, 'erasedAt' | 'living'>;
  log: Pick<CommitLog, 'newest'>;
};

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
const isLiving = async ({ shredder }: CopyParts, entry: LedgerEntry): Promise<boolean> => {
  const { stream } = addressOf(entry);
  // whoever never opened an account may have left something all the same
  const isTheirs = (living: string) =>
    entry.scope.what === 'account' ? streamType(living) !== privacy.type : living === stream;
  return (await shredder.living(entry.subject)).some(isTheirs);
};

/** Of a library's erasures there can be many, and one that was asked for later can be done first. */
const isOnRecord = async ({ log }: CopyParts, entry: LedgerEntry): Promise<boolean> =>
  addressOf(entry).stream !== garageStream(entry.subject).stream || isCarriedOver(log, entry);

/** Applied: erased at that time or later; or erased before, and nothing since; or this copy never had it. */
export const isApplied = async (parts: CopyParts, entry: LedgerEntry): Promise<boolean> => {
  const address = addressOf(entry);
  const erasedAt = await parts.shredder.erasedAt(address);
  if (erasedAt !== undefined && erasedAt >= entry.at && (await isOnRecord(parts, entry))) return true;
  if (await isLiving(parts, entry)) return false;
  return erasedAt !== undefined || (await parts.log.newest(address, { limit: 1, consistent: true })).length === 0;
};
