/** What becomes of a view's generations (SPEC N8) goes into the index, where all who read or write rows ask for it. */
import type { Commit } from '../../events/core/commit.ts';
import type { EventStore } from '../../events/core/event-store.ts';
import type { GenerationIndex, Generations } from '../../events/projections/generations.ts';
import { views, type ViewState } from '../../events/views/index.ts';
import { ViewName } from '../../schemas/views.ts';

/** @param through number of the newest commit that made the state so */
export const generationsOf = ({ live, beside }: ViewState, through: number): Generations => ({
  live,
  ...(beside === undefined ? {} : { beside }),
  through,
});

type Parts = { store: Pick<EventStore, 'open'>; generations: Pick<GenerationIndex, 'put'> };

/** A view that this release does not know has no rows here. */
export const hearOfViews = async ({ store, generations }: Parts, commit: Commit): Promise<void> => {
  const { data: view } = ViewName.safeParse(commit.stream.slice(`${views.type}/`.length));
  if (!view) return;
  const { state } = await store.open(views, commit);
  await generations.put(view, generationsOf(state, commit.number));
};
