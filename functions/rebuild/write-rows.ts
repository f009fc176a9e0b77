/** Rows go into a generation many at once. */
import type { AnyRow, View } from './views.ts';

/** Rows of one request to the row store. */
export const ROWS_AT_ONCE = 250;

/** @returns how many were written; a newer one that stands there stays */
export const writeRows = async <Row extends AnyRow>(
  view: View<Row>,
  generation: number,
  rows: readonly Row[],
): Promise<number> => (rows.length === 0 ? 0 : view.rows.insert(generation, await view.complete(rows)));
