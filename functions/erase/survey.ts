/** Survey: how much there is, before anything is taken. */
import { DataStore } from '../../schemas/privacy.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { eraseContract } from '../../workflows/erase-data/contract.ts';
import { lookAtAll, lookAtLast } from './look.ts';
import type { EraseParts } from './ports.ts';
import { reachOf } from './reach-of.ts';

type Contract = typeof eraseContract;

/** Whose the work is, and whether their sign-in is part of it. */
export const whoseOf = (work: InputOf<Contract, 'Survey'>) => ({
  subject: work.subject,
  ...(work.kind === 'account' ? { signIn: work.signIn } : {}),
});

export const survey =
  (parts: EraseParts) =>
  async (work: InputOf<Contract, 'Survey'>): Promise<OutputOf<Contract, 'Survey'>> => {
    const reach = reachOf(parts, work);
    const all = await lookAtAll(parts, reach, whoseOf(work));
    const counts = (await reach.stands()) ? all : await lookAtLast(parts, reach, whoseOf(work));
    return { stores: DataStore.options.map((store) => ({ store, found: counts[store] })) };
  };
