/**
 * Builds a part of a view from the first event of each stream: after a change of `evolve`, states that rest in commits say
 * nothing. The table is scanned with its bodies, each stream is folded as it comes by, one at a time.
 *
 * A folded state holds what people said and is written nowhere. Where the work is handed over in the middle of a stream,
 * it goes on at the page on which that stream began.
 */
import { streamType, type Commit } from '../../events/core/commit.ts';
import { isDamaged, type ScanPlace } from '../../events/core/history-scan.ts';
import { unknownShapes } from '../../events/streams.ts';
import type { Build } from './build.ts';
import { pagesFrom } from './pages.ts';
import type { RebuildParts } from './ports.ts';
import type { BuildProgress } from './progress.ts';
import { settingAside, type SetAside } from './set-aside.ts';
import type { AnyRow, Folding, View } from './views.ts';
import { ROWS_AT_ONCE, writeRows } from './write-rows.ts';

/** Where a page begins, and how many commits are before it. */
type PageBegin = { after: ScanPlace | undefined; commits: number };

/** `folding` is undefined for a stream that cannot be read, and its other commits with it. */
type OpenStream<Row> = { key: string; folding: Folding<Row> | undefined; began: PageBegin };

const keyOf = ({ subject, stream }: { subject: string; stream: string }): string => `${subject}|${stream}`;

/** The streams of a view, one after the other, and the rows of those that have ended. */
const streamFolder = <Row extends AnyRow>(view: View<Row>, aside: SetAside) => {
  let open: OpenStream<Row> | undefined;
  let rows: Row[] = [];

  const close = (): void => {
    const row = open?.folding?.row();
    if (row) rows.push(row);
    open = undefined;
  };

  const begin = (key: string, began: PageBegin): OpenStream<Row> => {
    close();
    open = { key, folding: view.folding(), began };
    return open;
  };

  return {
    add: async (commit: Commit, page: PageBegin): Promise<void> => {
      if (streamType(commit.stream) !== view.type) {
        close();
        return;
      }
      const current = open?.key === keyOf(commit) ? open : begin(keyOf(commit), page);
      const { folding } = current;
      aside.refuse(unknownShapes(commit));
      if (!folding) return;
      const done = await aside.reading(commit, async () => {
        await folding.add(commit);
        return true;
      });
      if (!done) current.folding = undefined;
    },
    /** An item of a stream that is no commit: what follows it cannot be folded. */
    damage: ({ subject, sk }: { subject: string; sk: string }, page: PageBegin): void => {
      const stream = sk.slice(0, Math.max(sk.lastIndexOf('#'), 0));
      const current = open?.key === keyOf({ subject, stream }) ? open : begin(keyOf({ subject, stream }), page);
      current.folding = undefined;
    },
    close,
    /** The rows since the last time. */
    take: (): Row[] => {
      const taken = rows;
      rows = [];
      return taken;
    },
    waiting: () => rows.length,
    /** Where a stream that has not ended began. */
    began: () => open?.began,
  };
};

/** Reads on from where the progress says, until the part's end or until time is up. Throws `StorageUnavailable`. */
export const buildFromFirst = async <Row extends AnyRow>(
  parts: RebuildParts,
  view: View<Row>,
  { segment, generation, progress, save, isTimeUp }: Build,
): Promise<BuildProgress> => {
  const aside = settingAside(parts.logger, progress);
  const folder = streamFolder(view, aside);
  const started = JSON.stringify(progress.after);
  let reached = progress;
  let read = progress.commits;
  for await (const { page, after } of pagesFrom((from) => parts.scan.commits(segment, from), progress.after)) {
    const begin = { after, commits: read };
    for (const found of page.found) {
      if (!isDamaged(found)) await folder.add(found, begin);
      else {
        aside.damagedItem(found.damaged);
        folder.damage(found.damaged, begin);
      }
    }
    read += page.found.length;
    if (!page.next) folder.close();
    const behind = folder.began() ?? { after: page.next, commits: read };
    // a stream of many pages is read to its end: otherwise nobody would ever come to it
    const isOver = !page.next || (isTimeUp() && JSON.stringify(behind.after) !== started);
    if (!isOver && folder.waiting() < ROWS_AT_ONCE) continue;
    const rows = aside.counts().shapes.length > 0 ? [] : folder.take();
    const written = await writeRows(view, generation, rows);
    const { after: _behind, ...counts } = reached;
    reached = {
      ...counts,
      ...aside.counts(),
      commits: behind.commits,
      read,
      rows: counts.rows + written,
      done: !page.next,
    };
    if (page.next && behind.after) reached.after = behind.after;
    await save(reached);
    if (isOver) break;
  }
  return reached;
};
