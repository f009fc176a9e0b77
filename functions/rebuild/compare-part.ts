/**
 * ComparePart: holds a part of both generations against each other, row by row. First what people see is looked up in
 * what was built, then the other way round.
 */
import { viewStream, views } from '../../events/views/index.ts';
import type { InputOf, OutputOf } from '../../workflows/contract.ts';
import type { rebuildContract } from '../../workflows/rebuild-view/contract.ts';
import { timer } from './build.ts';
import { differencesIn, type Pair } from './differences.ts';
import { pagesFrom } from './pages.ts';
import type { RebuildParts, RowPage } from './ports.ts';
import { progressIn, type CompareProgress } from './progress.ts';
import { rebuildUnderWay } from './under-way.ts';
import { withView, type AnyRow, type View } from './views.ts';

type Contract = typeof rebuildContract;

type Comparing = {
  segment: { segment: number; of: number };
  pair: Pair;
  save: (progress: CompareProgress) => Promise<void>;
  isTimeUp: () => boolean;
};

const NAMED = 100;

/** What one page adds. */
const withPage = async <Row extends AnyRow>(
  parts: RebuildParts,
  view: View<Row>,
  pair: Pair,
  before: CompareProgress,
  page: RowPage<Row>,
): Promise<CompareProgress> => {
  const isLive = before.pass === 'live';
  for (const place of page.damaged) parts.logger.error('row set aside', { failure: 'Corrupted', ...place });
  const { rows } = page;
  const found = await differencesIn(parts, view, pair, { pass: before.pass, rows });
  // one that people see by now is as good as compared
  const counted = isLive ? found : found.filter(({ kind }) => kind === 'surplus');
  return {
    ...before,
    compared: before.compared + (isLive ? rows.length : 0),
    rows: before.rows + (isLive ? 0 : rows.length),
    differenceCount: before.differenceCount + counted.length,
    differences: [...before.differences, ...counted].slice(0, NAMED),
  };
};

/** Reads on from where the progress says, until the part's end or until time is up. Throws `StorageUnavailable`. */
const compare = async <Row extends AnyRow>(
  parts: RebuildParts,
  view: View<Row>,
  progress: CompareProgress,
  { segment, pair, save, isTimeUp }: Comparing,
): Promise<CompareProgress> => {
  let reached = progress;
  const fetch = (generation: number) => (after?: CompareProgress['after']) =>
    view.rows.page(generation, segment, after);
  while (!reached.done) {
    const isLive = reached.pass === 'live';
    for await (const { page } of pagesFrom(fetch(isLive ? pair.live : pair.built), reached.after)) {
      const { after: _before, ...next } = await withPage(parts, view, pair, reached, page);
      reached = page.next
        ? { ...next, after: page.next }
        : isLive
          ? { ...next, pass: 'built' }
          : { ...next, done: true };
      await save(reached);
      if (isTimeUp()) return reached;
    }
  }
  return reached;
};

/** Throws `StorageUnavailable`. Of a history that was refused there is nothing to compare. */
export const comparePart =
  (parts: RebuildParts) =>
  async ({ segment, of, ...which }: InputOf<Contract, 'ComparePart'>): Promise<OutputOf<Contract, 'ComparePart'>> => {
    const files = progressIn(parts.blobs, which);
    const [rebuild, progress, builds] = await Promise.all([
      rebuildUnderWay(parts, which),
      files.compare(segment),
      files.builds(),
    ]);
    if (!rebuild || progress.done || builds.some(({ shapes }) => shapes.length > 0)) return { done: true };
    const { state } = await parts.store.load(views, viewStream(which.view), { consistent: true });
    const comparing = {
      segment: { segment, of },
      pair: { live: state.live, built: which.generation, begunAt: rebuild.startedAt },
      save: (reached: CompareProgress) => files.saveCompare(segment, reached),
      isTimeUp: timer(parts),
    };
    return { done: (await withView(parts, which.view, (view) => compare(parts, view, progress, comparing))).done };
  };
