/** Rows as a table that fits the terminal; where it cannot without breaking ids, each row as lines of its own. */
import Table from 'cli-table3';
import { factsOf, type Fact } from './facts.ts';
import { printable, widthOf, wrap } from './text.ts';

export type Column<Row> = {
  head: string;
  cell: (row: Row) => string | number | null | undefined;
  /** An id, an instant: never broken over lines, so that it can be copied. */
  whole?: boolean;
  right?: boolean;
  /** Left out where there is no room for everything. */
  spare?: boolean;
};

/** Of the terminal: columns, and whether it shows bold. */
export type Paper = { width: number; bold: (text: string) => string };

const GAP = 2;
/** Narrower than this no text is worth reading. */
const LEAST = 12;

const NOTHING = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '' },
};

/** The width of each column, 0 for one that is left out. */
type Layout = { widths: number[] } | 'facts';

const longest = (text: string): number => Math.max(...text.split('\n').map(widthOf));

const sum = (widths: number[]): number => widths.reduce((total, width) => total + width, 0);
/** What the columns take with what is between them. */
const spanOf = (widths: number[]): number => sum(widths) + GAP * (widths.filter((width) => width > 0).length - 1);

/** The wide columns give way first, all to the same width. */
const squeezed = (natural: number[], mayGive: boolean[], room: number): number[] | undefined => {
  for (let cap = Math.max(...natural); cap >= LEAST; cap -= 1) {
    const widths = natural.map((width, at) => (mayGive[at] ? Math.min(width, cap) : width));
    if (spanOf(widths) <= room) return widths;
  }
  return undefined;
};

const layoutOf = <Row>(columns: Column<Row>[], cells: string[][], width: number): Layout => {
  const heads = columns.map(({ head }) => head);
  const natural = columns.map((_, at) => Math.max(...[heads, ...cells].map((row) => longest(row[at]!))));
  if (spanOf(natural) <= width) return { widths: natural };
  const needed = natural.map((each, at) => (columns[at]!.spare ? 0 : each));
  const mayGive = columns.map(({ whole, right }) => !whole && !right);
  const widths = squeezed(needed, mayGive, width);
  return widths ? { widths } : 'facts';
};

const drawn = <Row>(columns: Column<Row>[], rows: string[][], widths: number[]): string => {
  const shown = <T>(all: T[]): T[] => all.filter((_, at) => widths[at]! > 0);
  const table = new Table({
    chars: NOTHING,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP, compact: true },
    colWidths: shown(widths.map((width) => width + GAP)),
    colAligns: shown(columns.map(({ right }) => (right ? 'right' : 'left'))),
  });
  table.push(...rows.map(shown));
  return table.toString().replaceAll(/ +$/gm, '');
};

const recordsOf = <Row>(columns: Column<Row>[], rows: string[][], width: number): string =>
  rows
    .map((row) => columns.map(({ head }, at): Fact => [head, row[at]!]))
    .map((facts) => factsOf(facts, width))
    .join('\n\n');

/** Draws page after page: the first one decides on the layout and has the heads. */
export const tableOn = <Row>(columns: Column<Row>[], { width, bold }: Paper) => {
  let layout: Layout | undefined;
  return (rows: readonly Row[]): string => {
    const cells = rows.map((row) => columns.map(({ cell }) => printable(String(cell(row) ?? ''))));
    const isFirst = layout === undefined;
    layout ??= layoutOf(columns, cells, width);
    if (layout === 'facts') return `${isFirst ? '' : '\n'}${recordsOf(columns, cells, width)}`;
    const { widths } = layout;
    const wrapped = cells.map((row) => row.map((text, at) => wrap(text, widths[at]!)));
    const heads = isFirst ? [columns.map(({ head }) => bold(head))] : [];
    return drawn(columns, [...heads, ...wrapped], widths);
  };
};
