import { AlreadyExists, InvalidInput, NotFound } from '../../schemas/errors.ts';
import type { RebuildMethod } from '../../schemas/views.ts';
import type { ViewEvent } from './events.ts';
import type { Rebuild, ViewState } from './state.ts';

type Fact<T extends ViewEvent['type']> = Omit<Extract<ViewEvent, { type: T }>, 'type'>;

/** The rebuild that stands beside the live generation; a retired or switched one does not. */
const standing = ({ beside, live, rebuild }: ViewState): Rebuild | undefined =>
  rebuild && rebuild.generation === beside && rebuild.generation !== live ? rebuild : undefined;

const isBuilding = (state: ViewState): boolean => standing(state)?.outcome.status === 'building';

/**
 * The next generation. What stands beside the live one must be retired first: its rows are somebody's way back.
 * Throws `AlreadyExists` while one is being built, `InvalidInput` while another one stands beside.
 */
export const beginRebuild =
  ({ method, segments }: { method: RebuildMethod; segments: number }) =>
  (state: ViewState): ViewEvent[] => {
    if (isBuilding(state)) throw new AlreadyExists('rebuild');
    if (state.beside !== undefined)
      throw new InvalidInput(
        `Generation ${state.beside} stands beside the live one. Retire it first (retireGeneration, dixon views retire).`,
        { generation: state.beside },
      );
    return [{ type: 'RebuildBegun', generation: state.newest + 1, method, segments }];
  };

/** What a rebuild came to: the first outcome counts, and none of one that was retired meanwhile. */
const unlessEnded = (state: ViewState, event: ViewEvent & { generation: number }): ViewEvent[] =>
  isBuilding(state) && state.beside === event.generation ? [event] : [];

export const completeRebuild =
  (outcome: Fact<'RebuildCompleted'>) =>
  (state: ViewState): ViewEvent[] =>
    unlessEnded(state, { type: 'RebuildCompleted', ...outcome });

export const refuseRebuild =
  (outcome: Fact<'RebuildRefused'>) =>
  (state: ViewState): ViewEvent[] =>
    unlessEnded(state, { type: 'RebuildRefused', ...outcome });

export const failRebuild =
  (outcome: Fact<'RebuildFailed'>) =>
  (state: ViewState): ViewEvent[] =>
    unlessEnded(state, { type: 'RebuildFailed', ...outcome });

/** Throws `NotFound` for a generation that does not stand there ready. A repeat changes nothing. */
export const switchView =
  (generation: number) =>
  (state: ViewState): ViewEvent[] => {
    if (state.live === generation) return [];
    const built = standing(state);
    if (built?.generation !== generation || built.outcome.status !== 'built')
      throw new NotFound(
        'generation',
        {},
        'This generation was not built, or not to its end. See how it stands: listViews, dixon views list.',
      );
    return [{ type: 'ViewSwitched', generation }];
  };

/** One step back; forth again leads switchView. Throws `NotFound` where no generation is kept that was live. */
export const rollBack =
  () =>
  (state: ViewState): ViewEvent[] => {
    // before its first switch a built generation was never live
    if (state.beside === undefined || state.switchedAt === undefined || standing(state) === state.rebuild)
      throw new NotFound('generation', {}, 'No generation is kept to go back to. See which there are: listViews.');
    return [{ type: 'ViewRolledBack', generation: state.beside }];
  };

/** Throws `NotFound` where none stands beside the live one, `AlreadyExists` while it is being built. */
export const retire =
  () =>
  (state: ViewState): ViewEvent[] => {
    if (state.beside === undefined)
      throw new NotFound('generation', {}, 'No generation stands beside the live one. See which there are: listViews.');
    if (isBuilding(state)) throw new AlreadyExists('rebuild', { generation: state.beside });
    return [{ type: 'GenerationRetired', generation: state.beside }];
  };
