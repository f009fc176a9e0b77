/** RemoveRest: what no key of a stream seals, which is files and counters and mails, and the rows of the list. */
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { eraseContract } from '../../workflows/erase-data/contract.ts';
import { eachOf } from '../runtime/at-once.ts';
import { exportsIn, removeFiles, uploadsIn } from './files.ts';
import type { EraseParts } from './ports.ts';
import { reachOf } from './reach-of.ts';

type Contract = typeof eraseContract;

const NOTHING = { rows: 0, uploads: 0, exports: 0, counters: 0, outbox: 0 };

/** @returns how many rows showed something */
const eraseRows = async ({ rows }: EraseParts, subject: string, sessions: readonly string[]): Promise<number> =>
  (await eachOf(sessions, (id) => rows.erase(subject, id))).filter(Boolean).length;

const taken = async (parts: EraseParts, work: InputOf<Contract, 'RemoveRest'>): Promise<typeof NOTHING> => {
  const { subject } = work;
  const reach = reachOf(parts, work);
  const sessions = await reach.sessions();
  const uploads = await uploadsIn(parts, subject, sessions);
  const exports = await exportsIn(parts, subject);
  if (!(await reach.stands())) return NOTHING;
  return {
    uploads: await removeFiles(parts, uploads),
    exports: await removeFiles(parts, exports),
    rows: await eraseRows(parts, subject, sessions),
    counters: reach.isPerson ? await parts.counters.remove(subject) : 0,
    outbox: reach.isPerson ? await parts.mails.remove(subject) : 0,
  };
};

export const removeRest =
  (parts: EraseParts) =>
  async (work: InputOf<Contract, 'RemoveRest'>): Promise<OutputOf<Contract, 'RemoveRest'>> => {
    const { rows, uploads, exports, counters, outbox } = await taken(parts, work);
    return {
      stores: [
        { store: 'rows', removed: rows },
        { store: 'uploads', removed: uploads },
        { store: 'exports', removed: exports },
        { store: 'counters', removed: counters },
        { store: 'outbox', removed: outbox },
      ],
    };
  };
