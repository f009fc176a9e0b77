/** Plan: the parts that a rebuild is worked on in, side by side. */
import { views, viewStream } from '../../events/views/index.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { rebuildContract } from '../../workflows/rebuild-view/contract.ts';
import { generationsOf } from '../views/hear-of-views.ts';
import type { RebuildParts } from './ports.ts';
import { progressIn } from './progress.ts';
import { rebuildUnderWay } from './under-way.ts';

type Contract = typeof rebuildContract;

/** Throws `StorageUnavailable`. */
export const plan =
  (parts: RebuildParts) =>
  async (which: InputOf<Contract, 'Plan'>): Promise<OutputOf<Contract, 'Plan'>> => {
    const rebuild = await rebuildUnderWay(parts, which);
    if (!rebuild) return { go: false, parts: [] };
    // whoever began it may have died before saying so, and live commits would pass the new generation by
    const { state, number } = await parts.store.load(views, viewStream(which.view), { consistent: true });
    await parts.generations.put(which.view, generationsOf(state, number));
    const { commits } = await parts.scan.size();
    // nobody has counted a table that is new
    await progressIn(parts.blobs, which).savePlan(commits > 0 ? { expected: commits } : {});
    const of = rebuild.segments;
    return { go: true, parts: Array.from({ length: of }, (_, segment) => ({ ...which, segment, of })) };
  };
