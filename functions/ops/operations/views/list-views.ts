/** SPEC N8, for ops: how the views and their generations stand. */
import * as z from 'zod';
import { views, viewStream, type ViewState } from '../../../../events/views/index.ts';
import { NotFound } from '../../../../schemas/errors.ts';
import { ViewName } from '../../../../schemas/views.ts';
import { parse } from '../../../runtime/parse.ts';
import type { OpsParts } from '../../ports.ts';
import { toRebuild, toView } from './view-shape.ts';

type Parts = Pick<OpsParts, 'store' | 'blobs'>;

const Arguments = z.object({ view: ViewName });

const stateOf = async ({ store }: Parts, view: ViewName): Promise<ViewState> =>
  (await store.load(views, viewStream(view), { consistent: true })).state;

export const listViews = (parts: Parts) => () =>
  Promise.all(ViewName.options.map(async (name) => toView(parts, name, await stateOf(parts, name))));

/** Throws `NotFound` where the view was never rebuilt, `InvalidInput` for what is no view. */
export const getRebuild = (parts: Parts) => async (args: unknown) => {
  const { view } = parse(Arguments, args);
  const { rebuild } = await stateOf(parts, view);
  if (!rebuild)
    throw new NotFound(
      'rebuild',
      { view },
      'This view was never rebuilt. Begin with rebuildView, dixon views rebuild.',
    );
  return toRebuild(parts, view, rebuild);
};
