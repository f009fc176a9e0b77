/** Rows of two generations held against each other. Names of fields come out, never what is in them. */
import type { RowDifference } from '../../schemas/views.ts';
import { fieldsThatDiffer } from './fields.ts';
import { isOnlyBehind, type Suspected } from './lag.ts';
import type { RebuildParts } from './ports.ts';
import type { AnyRow, View } from './views.ts';

type RowId = { subject: string; id: string };

/** Numbers of the generation that people see, and of the one that was built; when building began, ISO 8601. */
export type Pair = { live: number; built: number; begunAt: string };

/** Looks at a pair of rows before a difference counts; between the first and the last pass a second at most. */
const LOOKS = 6;

/** No turns that go on meanwhile make so many rows of one page differ: a second look is enough for them. */
const MANY = 200;

type Difference = Pick<RowDifference, 'kind' | 'fields'>;
type Suspect<Row> = Suspected<Row> & { difference: Difference };

/** Of rows as people see them: what only refuses late commits is none. */
const verdict = <Row extends AnyRow>(
  view: View<Row>,
  live: Row | undefined,
  built: Row | undefined,
): Difference | undefined => {
  const [seen, made] = [live, built].map((row) => (row && !view.isGone(row) ? row : undefined));
  if (!seen || !made) {
    if (!seen && !made) return undefined;
    return { kind: seen ? 'missing' : 'surplus', fields: [] };
  }
  const fields = fieldsThatDiffer(seen, made);
  return fields.length > 0 ? { kind: 'different', fields } : undefined;
};

const suspectsAmong = <Row extends AnyRow>(
  view: View<Row>,
  ids: readonly RowId[],
  seen: readonly (Row | undefined)[],
  made: readonly (Row | undefined)[],
): Suspect<Row>[] =>
  ids.flatMap(({ subject, id }, index): Suspect<Row>[] => {
    const live = seen[index];
    const built = made[index];
    const difference = verdict(view, live, built);
    return difference ? [{ subject, id, live, built, difference }] : [];
  });

const look = async <Row extends AnyRow>(
  view: View<Row>,
  { live, built }: Pair,
  ids: readonly RowId[],
): Promise<Suspect<Row>[]> => {
  const [seen, made] = await Promise.all([view.rows.some(live, ids), view.rows.some(built, ids)]);
  return suspectsAmong(view, ids, seen, made);
};

/** A page of one generation, looked up in the other one. */
const firstLook = async <Row extends AnyRow>(
  view: View<Row>,
  pair: Pair,
  pass: 'live' | 'built',
  rows: readonly Row[],
): Promise<Suspect<Row>[]> => {
  const ids = rows.map((row) => ({ subject: row.userId, id: view.idOf(row) }));
  const others = await view.rows.some(pass === 'live' ? pair.built : pair.live, ids);
  // of the second pass only what people do not see: the others were compared in the first one
  return pass === 'live'
    ? suspectsAmong(view, ids, rows, others)
    : suspectsAmong(view, ids, others, rows).filter(({ difference }) => difference.kind === 'surplus');
};

/**
 * The differences of a page that stay. A live commit reaches one generation a moment before the other, so each is looked
 * at again; and what happened since the rebuild began is no difference while a follower is still on its way.
 * Throws `StorageUnavailable`.
 */
export const differencesIn = async <Row extends AnyRow>(
  parts: Pick<RebuildParts, 'backoff' | 'scan'>,
  view: View<Row>,
  pair: Pair,
  page: { pass: 'live' | 'built'; rows: readonly Row[] },
): Promise<RowDifference[]> => {
  let suspects = await firstLook(view, pair, page.pass, page.rows);
  const looks = suspects.length > MANY ? 2 : LOOKS;
  for (let attempt = 1; attempt < looks && suspects.length > 0; attempt += 1) {
    for (const { live, built } of suspects) if (live && built) await view.mend(live, built);
    await parts.backoff(attempt + 1);
    suspects = await look(view, pair, suspects);
  }
  const staying: RowDifference[] = [];
  for (const suspect of suspects)
    if (!(await isOnlyBehind(parts, view, suspect, pair.begunAt)))
      staying.push({ subject: suspect.subject, id: suspect.id, ...suspect.difference });
  return staying;
};
