/** BuildPart: folds a part of the history into rows of the new generation. */
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { rebuildContract } from '../../workflows/rebuild-view/contract.ts';
import { timer } from './build.ts';
import { buildFromFirst } from './from-first.ts';
import { buildFromTips } from './from-tips.ts';
import type { RebuildParts } from './ports.ts';
import { progressIn } from './progress.ts';
import { rebuildUnderWay } from './under-way.ts';
import { withView } from './views.ts';

type Contract = typeof rebuildContract;

/** Throws `StorageUnavailable`. A repeat goes on behind the last page that was worked on to its end. */
export const buildPart =
  (parts: RebuildParts) =>
  async ({ segment, of, ...which }: InputOf<Contract, 'BuildPart'>): Promise<OutputOf<Contract, 'BuildPart'>> => {
    const files = progressIn(parts.blobs, which);
    const rebuild = await rebuildUnderWay(parts, which);
    const progress = await files.build(segment);
    const isRefused = ({ shapes }: typeof progress) => shapes.length > 0;
    if (!rebuild || progress.done) return { done: true, refused: isRefused(progress) };
    const build = {
      segment: { segment, of },
      generation: which.generation,
      progress,
      save: (reached: typeof progress) => files.saveBuild(segment, reached),
      isTimeUp: timer(parts),
    };
    const reached = await withView(parts, which.view, (view) =>
      rebuild.method === 'refold' ? buildFromFirst(parts, view, build) : buildFromTips(parts, view, build),
    );
    return { done: reached.done, refused: isRefused(reached) };
  };
