/** One stream, of nobody, for each view that can be built anew: which generation people see, and which stands beside it. */
import type { ViewName } from '../../schemas/views.ts';
import type { StreamModel } from '../core/decider.ts';
import { ViewEvent, viewUpcasters } from './events.ts';
import { evolve, initial, type ViewState } from './state.ts';

export const views: StreamModel<ViewState, ViewEvent> = {
  type: 'views',
  initial,
  evolve,
  events: ViewEvent,
  upcasters: viewUpcasters,
  fold: 1,
};

export const viewStream = (view: ViewName) => ({ subject: 'system', stream: `${views.type}/${view}` });

export * from './decide.ts';
export { ViewEvent } from './events.ts';
export type { Rebuild, ViewState } from './state.ts';
