/** What ops asks about the lists that are folded from the history. */
import { document } from './document.ts';

export type RowDifference = { subject: string; id: string; kind: string; fields: string[] };
export type Rebuild = {
  view: string;
  generation: number;
  status: string;
  method: string;
  segments: number;
  startedAt: string;
  endedAt: string | null;
  commits: number;
  expected: number | null;
  rows: number;
  compared: number;
  differenceCount: number;
  differences: RowDifference[];
  refused: string[];
  error: string | null;
};
export type View = {
  name: string;
  live: number;
  beside: number | null;
  status: string;
  switchedAt: string | null;
  rebuild: Rebuild | null;
};
export type Forecast = {
  view: string;
  method: string;
  segments: number;
  commits: number;
  bytes: number;
  rows: number;
  readUnits: number;
  writeUnits: number;
  minutes: number;
  dollars: number;
  prices: string;
  refused: string[];
};

const REBUILD = `view generation status method segments startedAt endedAt commits expected rows compared differenceCount
  differences { subject id kind fields } refused error`;
const VIEW = `name live beside status switchedAt rebuild { ${REBUILD} }`;

export const listViews = document<View[]>(`query ListViews { listViews { ${VIEW} } }`);

export const forecastRebuild = document<Forecast>(`
  query ForecastRebuild($view: String!, $refold: Boolean, $segments: Int) {
    forecastRebuild(view: $view, refold: $refold, segments: $segments) {
      view method segments commits bytes rows readUnits writeUnits minutes dollars prices refused
    }
  }`);

export const getRebuild = document<Rebuild>(`
  query GetRebuild($view: String!) { getRebuild(view: $view) { ${REBUILD} } }`);

export const rebuildView = document<Rebuild>(`
  mutation RebuildView($view: String!, $refold: Boolean, $segments: Int, $commandId: String) {
    rebuildView(view: $view, refold: $refold, segments: $segments, commandId: $commandId) { ${REBUILD} }
  }`);

export const switchView = document<View>(`
  mutation SwitchView($view: String!, $generation: Int!, $commandId: String) {
    switchView(view: $view, generation: $generation, commandId: $commandId) { ${VIEW} }
  }`);

export const rollBackView = document<View>(`
  mutation RollBackView($view: String!, $commandId: String) {
    rollBackView(view: $view, commandId: $commandId) { ${VIEW} }
  }`);

export const retireGeneration = document<View>(`
  mutation RetireGeneration($view: String!, $commandId: String) {
    retireGeneration(view: $view, commandId: $commandId) { ${VIEW} }
  }`);
