/**
 * Builds a part of a view from the newest commit of each stream. The index says which that is, without a single body;
 * one commit of each stream is then fetched and opened.
 *
 * A stream's commits lie in several parts of the index, where they were made on several days. Each part then takes its
 * own newest one, and the row's number decides, whatever the order.
 */
import { streamType, type Commit, type CommitHeader } from '../../events/core/commit.ts';
import { isDamaged, type CommitAddress, type Damaged } from '../../events/core/history-scan.ts';
import { unknownShapes } from '../../events/streams.ts';
import type { Build } from './build.ts';
import { eachOf } from '../runtime/at-once.ts';
import { pagesFrom } from './pages.ts';
import type { RebuildParts } from './ports.ts';
import type { BuildProgress } from './progress.ts';
import { settingAside, type SetAside } from './set-aside.ts';
import type { AnyRow, View } from './views.ts';
import { ROWS_AT_ONCE, writeRows } from './write-rows.ts';

/** Streams that are kept in mind before their rows are written: some 10 MB. */
const MOST_STREAMS = 20_000;

/** Chunks of rows under way at once: one is opened while another one is written. */
const CHUNKS = 2;

/** Pages between two notes of how far the reading is. */
const PAGES_A_NOTE = 8;

/** The largest number of each stream, by subject and name. */
type Tips = Map<string, number>;

const SEPARATOR = '|';

const addressIn = ([key, number]: [string, number]): CommitAddress => {
  const at = key.indexOf(SEPARATOR);
  return { subject: key.slice(0, at), stream: key.slice(at + 1), number };
};

const note = (tips: Tips, { subject, stream, number }: CommitHeader): void => {
  const key = `${subject}${SEPARATOR}${stream}`;
  if (number > (tips.get(key) ?? 0)) tips.set(key, number);
};

const chunksOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** All streams of a person together: what a row needs of a person is then asked for once. */
const byPerson = (a: CommitAddress, b: CommitAddress): number =>
  a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0;

const rowOf = async <Row extends AnyRow>(
  view: View<Row>,
  commit: Commit | Damaged,
  aside: SetAside,
): Promise<Row | undefined> => {
  if (!isDamaged(commit)) return aside.reading(commit, () => view.fromTip(commit));
  aside.damagedItem(commit.damaged);
  return undefined;
};

/** @returns how many rows were written */
const writeTips = async <Row extends AnyRow>(
  { scan, vault }: RebuildParts,
  view: View<Row>,
  generation: number,
  tips: Tips,
  aside: SetAside,
): Promise<number> => {
  const chunks = chunksOf([...tips].map(addressIn).toSorted(byPerson), ROWS_AT_ONCE);
  const written = await eachOf(
    chunks,
    async (places) => {
      const [found] = await Promise.all([scan.some(places), vault.prefetch(places)]);
      const rows = await Promise.all(found.map((commit) => rowOf(view, commit, aside)));
      return writeRows(view, generation, rows.filter((row) => row !== undefined) as Row[]);
    },
    CHUNKS,
  );
  return written.reduce((total, count) => total + count, 0);
};

/** Reads on from where the progress says, until the part's end or until time is up. Throws `StorageUnavailable`. */
export const buildFromTips = async <Row extends AnyRow>(
  parts: RebuildParts,
  view: View<Row>,
  { segment, generation, progress, save, isTimeUp }: Build,
): Promise<BuildProgress> => {
  let reached = progress;
  let { read } = { read: progress.commits };
  const aside = settingAside(parts.logger, progress);
  const tips: Tips = new Map();
  let pages = 0;
  for await (const { page } of pagesFrom((after) => parts.scan.headers(segment, after), progress.after)) {
    for (const found of page.found) {
      if (isDamaged(found)) aside.damagedItem(found.damaged);
      else if (streamType(found.stream) === view.type) {
        aside.refuse(unknownShapes(found));
        note(tips, found);
      }
    }
    read += page.found.length;
    pages += 1;
    const isOver = !page.next || isTimeUp();
    if (isOver || tips.size >= MOST_STREAMS) {
      // of a history that cannot be folded nothing more is written; its shapes are all named
      const isRefused = aside.counts().shapes.length > 0;
      const rows = isRefused ? 0 : await writeTips(parts, view, generation, tips, aside);
      tips.clear();
      reached = { commits: read, read, rows: reached.rows + rows, ...aside.counts(), done: !page.next };
      if (page.next) reached.after = page.next;
      await save(reached);
    } else if (pages % PAGES_A_NOTE === 0) await save({ ...reached, read });
    if (isOver) break;
  }
  return reached;
};
