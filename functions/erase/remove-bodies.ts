/**
 * RemoveBodies: what was sealed goes; headers and commitments stay, so every chain still verifies.
 *
 * In parts, so that the person can be told how far it has come. A part is found by reading from the beginning again: what
 * went before has no body any more and does not leave the table, so that 10,000 commits are four queries of some pages.
 */
import type { CommitPlace } from '../../events/core/commit-log.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { eraseContract } from '../../workflows/erase-data/contract.ts';
import { eachOf, firstOf } from '../runtime/at-once.ts';
import type { EraseParts } from './ports.ts';
import { reachOf } from './reach-of.ts';

type Contract = typeof eraseContract;

/** Bodies that one invocation removes: some seconds. */
export const PART = 2_500;

/** @returns how many there were */
export const removeAll = async (
  { redactor }: EraseParts,
  subject: string,
  places: readonly CommitPlace[],
): Promise<number> => {
  await eachOf(places, ({ stream, number }) => redactor.removeBody({ subject, stream }, number));
  return places.length;
};

/** @param part how many at most */
export const removeBodies =
  (parts: EraseParts, part = PART) =>
  async ({ work, before }: InputOf<Contract, 'RemoveBodies'>): Promise<OutputOf<Contract, 'RemoveBodies'>> => {
    const reach = reachOf(parts, work);
    // one more than goes, to see whether there are more
    const all = await firstOf(reach.bodies('first'), part + 1);
    const found = (await reach.stands()) ? all : await firstOf(reach.bodies('last'), part + 1);
    const total = before + (await removeAll(parts, work.subject, found.slice(0, part)));
    return { total, more: found.length > part, stores: [{ store: 'bodies', removed: total }] };
  };
