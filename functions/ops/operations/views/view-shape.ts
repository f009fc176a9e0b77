/** A view, and its newest rebuild, as ops sees them. */
import type { Rebuild, ViewState } from '../../../../events/views/index.ts';
import type { ViewName } from '../../../../schemas/views.ts';
import { progressOf, type RebuildProgress } from '../../../rebuild/progress.ts';
import type { OpsParts } from '../../ports.ts';

type Parts = Pick<OpsParts, 'blobs'>;

const NOTHING: RebuildProgress = { phase: 'building', commits: 0, rows: 0, compared: 0 };

/** What it came to; while it is under way that stands in files. Every row of what was built was held against the live ones. */
const progressIn = async (parts: Parts, view: ViewName, { generation, outcome }: Rebuild): Promise<RebuildProgress> => {
  if (outcome.status === 'building') return progressOf(parts.blobs, view, generation);
  if (outcome.status !== 'built') return NOTHING;
  const { commits, rows } = outcome;
  return { phase: 'comparing', commits, rows, compared: rows };
};

const statusOf = ({ outcome }: Rebuild, { phase }: RebuildProgress): string =>
  (outcome.status === 'building' ? phase : outcome.status).toUpperCase();

/** Throws `StorageUnavailable`. */
export const toRebuild = async (parts: Parts, view: ViewName, rebuild: Rebuild) => {
  const progress = await progressIn(parts, view, rebuild);
  const { generation, method, segments, startedAt, endedAt, outcome } = rebuild;
  const { commits, expected, rows, compared } = progress;
  return {
    ...{ view, generation, status: statusOf(rebuild, progress), method, segments, startedAt },
    endedAt: endedAt ?? null,
    ...{ commits, expected: expected ?? null, rows, compared },
    differenceCount: outcome.status === 'built' ? outcome.differenceCount : 0,
    differences: outcome.status === 'built' ? outcome.differences : [],
    refused: outcome.status === 'refused' ? outcome.shapes : [],
    error: outcome.status === 'failed' ? outcome.error : null,
  };
};

/** What stands beside the live generation: what the newest rebuild made, or what was live before. */
const standingOf = ({ beside, rebuild }: ViewState): string => {
  if (beside === undefined) return 'IDLE';
  return rebuild?.generation === beside ? rebuild.outcome.status.toUpperCase() : 'SWITCHED';
};

/** Throws `StorageUnavailable`. */
export const toView = async (parts: Parts, name: ViewName, state: ViewState) => ({
  name,
  live: state.live,
  beside: state.beside ?? null,
  status: standingOf(state),
  switchedAt: state.switchedAt ?? null,
  rebuild: state.rebuild ? await toRebuild(parts, name, state.rebuild) : null,
});
