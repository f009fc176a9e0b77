/** Conclude and FailRebuild: what came of a rebuild is recorded, and its progress is needed no more. */
import { completeRebuild, failRebuild, refuseRebuild, type ViewState } from '../../events/views/index.ts';
import { FailureName } from '../../schemas/privacy.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { rebuildContract } from '../../workflows/rebuild-view/contract.ts';
import type { RebuildParts } from './ports.ts';
import { progressIn, totalOf } from './progress.ts';
import { record, rebuildUnderWay } from './under-way.ts';

type Contract = typeof rebuildContract;

const statusOf = ({ rebuild }: ViewState): { status: string } => ({ status: rebuild?.outcome.status ?? 'none' });

/** A repeat records nothing more. Throws as the event store. */
export const conclude =
  (parts: RebuildParts) =>
  async (which: InputOf<Contract, 'Conclude'>): Promise<OutputOf<Contract, 'Conclude'>> => {
    const files = progressIn(parts.blobs, which);
    const { generation } = which;
    let status = 'ended';
    if (await rebuildUnderWay(parts, which)) {
      const { shapes, ...built } = totalOf(await files.builds(), await files.compares());
      const decide =
        shapes.length > 0 ? refuseRebuild({ generation, shapes }) : completeRebuild({ generation, ...built });
      ({ status } = statusOf(await record(parts, which, 'conclude', decide)));
    }
    await files.remove();
    return { status };
  };

/** What it had come to stays beside it, for who looks into it, until the generation is retired. */
export const fail =
  (parts: RebuildParts) =>
  async ({ error, ...which }: InputOf<Contract, 'FailRebuild'>): Promise<OutputOf<Contract, 'FailRebuild'>> => {
    const failure = FailureName.safeParse(error).data ?? 'Unknown';
    const { generation } = which;
    return statusOf(await record(parts, which, 'fail', failRebuild({ generation, error: failure })));
  };
