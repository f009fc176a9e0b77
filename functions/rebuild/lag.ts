/**
 * Turns go on during a rebuild, and each generation comes to a live commit in its own time: the built one takes from the
 * history what the follower of the live one, seconds behind, has yet to hear of.
 */
import type { Commit } from '../../events/core/commit.ts';
import { isDamaged } from '../../events/core/history-scan.ts';
import { Corrupted, StreamErased, UnknownVersion } from '../../schemas/errors.ts';
import { fieldsThatDiffer } from './fields.ts';
import type { RebuildParts } from './ports.ts';
import type { AnyRow, View } from './views.ts';

/** Commits that are looked at for one row: more than a person makes while a follower is behind. */
const MOST = 200;

export type Suspected<Row> = { subject: string; id: string; live: Row | undefined; built: Row | undefined };

const unreadable = (error: unknown): boolean =>
  error instanceof StreamErased || error instanceof Corrupted || error instanceof UnknownVersion;

/** Whether rows show the same; how long they are kept is in no commit of theirs. */
const showTheSame = <Row extends AnyRow>(view: View<Row>, a: Row | undefined, b: Row | undefined): boolean => {
  const [one, other] = [a, b].map((row) => (row && !view.isGone(row) ? row : undefined));
  if (!one || !other) return one === other;
  return fieldsThatDiffer(one, other).every((field) => field === 'days');
};

/** The rows that commits of a stream lead to, in order, each with when it was made. */
const rowsAfter = async <Row extends AnyRow>(
  { scan }: Pick<RebuildParts, 'scan'>,
  view: View<Row>,
  { subject, id }: Suspected<Row>,
  [from, to]: [number, number],
): Promise<{ at: string; row: Row | undefined }[]> => {
  const stream = `${view.type}/${id}`;
  const places = Array.from({ length: to - from + 1 }, (_, index) => ({ subject, stream, number: from + index }));
  const found = (await scan.some(places)).filter((commit): commit is Commit => !isDamaged(commit));
  const inOrder = found.toSorted((a, b) => a.number - b.number);
  return Promise.all(inOrder.map(async (commit) => ({ at: commit.at, row: await view.fromTip(commit) })));
};

/**
 * Whether one row is merely older than the other, by commits made since the rebuild began: those reach both. Each must
 * show what the commits say, and nothing from before may be what they differ by. Throws `StorageUnavailable`.
 */
export const isOnlyBehind = async <Row extends AnyRow>(
  parts: Pick<RebuildParts, 'scan'>,
  view: View<Row>,
  suspect: Suspected<Row>,
  begunAt: string,
): Promise<boolean> => {
  const isLiveOlder = (suspect.live?.through ?? 0) <= (suspect.built?.through ?? 0);
  const older: Row | undefined = isLiveOlder ? suspect.live : suspect.built;
  const newer: Row | undefined = isLiveOlder ? suspect.built : suspect.live;
  const [from, to] = [Math.max(older?.through ?? 0, 1), newer?.through ?? 0];
  if (to - from >= MOST) return false;
  try {
    const rows: { at: string; row: Row | undefined }[] = await rowsAfter(parts, view, suspect, [from, to]);
    const is = (row: Row | undefined, other: Row | undefined): boolean => showTheSame<Row>(view, row, other);
    const first = rows.find(({ row }) => !is(row, older));
    const isOlderRight = older === undefined || is(rows[0]?.row, older);
    return first !== undefined && first.at >= begunAt && isOlderRight && is(rows.at(-1)?.row, newer);
  } catch (error) {
    if (unreadable(error)) return false;
    throw error;
  }
};
