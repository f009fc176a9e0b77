/** Finish: a command or an export that was under way may have left something behind the first pass. */
import { ConcurrentModification } from '../../schemas/errors.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { eraseContract } from '../../workflows/erase-data/contract.ts';
import { firstOf } from '../runtime/at-once.ts';
import { endAccount } from './end-account.ts';
import { exportsIn, uploadsIn } from './files.ts';
import type { EraseParts } from './ports.ts';
import type { Reach } from './reach.ts';
import { reachOf } from './reach-of.ts';

type Contract = typeof eraseContract;

/** What goes on for this long is no command that was under way. */
const PASSES = 5;

/** The cheapest first: most often none finds anything. */
const hasMore = async (parts: EraseParts, reach: Reach, subject: string): Promise<boolean> =>
  (await reach.keys('first')).length > 0 ||
  (await firstOf(reach.bodies('first'), 1)).length > 0 ||
  (await reach.shown()).length > 0 ||
  (await exportsIn(parts, subject)).length > 0 ||
  (await uploadsIn(parts, subject, await reach.sessions())).length > 0;

export const finish =
  (parts: EraseParts) =>
  async ({ work, pass }: InputOf<Contract, 'Finish'>): Promise<OutputOf<Contract, 'Finish'>> => {
    const reach = reachOf(parts, work);
    const more = await hasMore(parts, reach, work.subject);
    if (more && (await reach.stands())) {
      if (pass >= PASSES) throw new ConcurrentModification({ erasing: true, pass });
      return { again: true, pass: pass + 1, stores: [] };
    }
    return { again: false, pass, stores: work.kind === 'account' ? await endAccount(parts, reach, work) : [] };
  };
