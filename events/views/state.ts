import type * as z from 'zod';
import type { RebuildMethod } from '../../schemas/views.ts';
import type { RebuildCompleted, ViewEvent } from './events.ts';

type Built = Omit<z.infer<typeof RebuildCompleted>, 'type' | 'generation'>;

/** The newest rebuild, however it ended. */
export type Rebuild = {
  generation: number;
  method: RebuildMethod;
  segments: number;
  startedAt: string;
  endedAt?: string;
  outcome:
    | { status: 'building' }
    | ({ status: 'built' } & Built)
    | { status: 'refused'; shapes: string[] }
    | { status: 'failed'; error: string };
};

/**
 * `live` is what people see, `beside` what live commits go to as well: being built, built, or kept for a rollback.
 * `newest`: no number is given twice, since rows of a retired generation may still be under way.
 */
export type ViewState = { live: number; newest: number; beside?: number; switchedAt?: string; rebuild?: Rebuild };

export const initial: ViewState = { live: 1, newest: 1 };

const ended = (state: ViewState, at: string, outcome: Rebuild['outcome']): ViewState =>
  state.rebuild ? { ...state, rebuild: { ...state.rebuild, endedAt: at, outcome } } : state;

const alone = ({ beside: _beside, ...state }: ViewState): ViewState => state;

export const evolve = (state: ViewState, event: ViewEvent, at: string): ViewState => {
  switch (event.type) {
    case 'RebuildBegun': {
      const { generation, method, segments } = event;
      const rebuild = { generation, method, segments, startedAt: at, outcome: { status: 'building' as const } };
      return { ...state, newest: generation, beside: generation, rebuild };
    }
    case 'RebuildCompleted': {
      const { commits, rows, differenceCount, differences } = event;
      return ended(state, at, { status: 'built', commits, rows, differenceCount, differences });
    }
    case 'RebuildRefused':
      return ended(state, at, { status: 'refused', shapes: event.shapes });
    case 'RebuildFailed':
      return ended(state, at, { status: 'failed', error: event.error });
    case 'ViewSwitched':
    case 'ViewRolledBack':
      return { ...state, live: event.generation, beside: state.live, switchedAt: at };
    case 'GenerationRetired':
      return alone(state);
  }
};
