import type { Topic } from '../../operation.ts';
import { rebuildView, retireGeneration, rollBackView, switchView } from './change-views.ts';
import { forecastRebuild } from './forecast-rebuild.ts';
import { getRebuild, listViews } from './list-views.ts';

export const views: Topic = {
  queries: (parts) => ({
    listViews: listViews(parts),
    getRebuild: getRebuild(parts),
    forecastRebuild: forecastRebuild(parts),
  }),
  mutations: (parts) => ({
    rebuildView: rebuildView(parts),
    switchView: switchView(parts),
    rollBackView: rollBackView(parts),
    retireGeneration: retireGeneration(parts),
  }),
};
