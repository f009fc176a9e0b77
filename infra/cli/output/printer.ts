/** What a command writes: results on stdout, everything else on stderr. */
import { once } from 'node:events';
import { styleText } from 'node:util';
import type { Output, World } from '../world.ts';
import { factsOf, type Fact } from './facts.ts';
import { tableOn, type Column } from './table.ts';

export type Printer = {
  json: boolean;
  /** Whether a person watches: progress and questions go there and nowhere else. */
  isWatched: boolean;
  /** A result: one document for machines, text for people. */
  result: (value: unknown, text: () => string) => Promise<void>;
  /** Exactly this. */
  raw: (text: string) => Promise<void>;
  /** For people beside the result. */
  note: (text: string) => void;
  table: <Row>(columns: Column<Row>[], rows: readonly Row[], none: string) => string;
  /** A table that goes on with each call. */
  growing: <Row>(columns: Column<Row>[]) => (rows: readonly Row[]) => string;
  facts: (facts: readonly Fact[]) => string;
  bold: (text: string) => string;
};

const DEFAULT_WIDTH = 80;
const NARROWEST = 40;

const widthOn = ({ columns }: Output, asked: string | undefined): number =>
  Math.max(columns || Number(asked) || DEFAULT_WIDTH, NARROWEST);

/** Waits where nobody reads as fast as is written, so that a long list does not pile up in memory. */
const write = async (to: Output, text: string): Promise<void> => {
  if (!to.write(text)) await once(to, 'drain');
};

/** C1 controls, which JSON leaves as they are, do things to terminals as well. */
const escaped = (text: string): string =>
  text.replaceAll(/[\u007f-\u009f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** @param indent for one document; lines of NDJSON have none */
export const jsonOf = (value: unknown, indent?: number): string => `${escaped(JSON.stringify(value, null, indent))}\n`;

export const printerOf = ({ env, stdout, stderr }: World, json: boolean): Printer => {
  const isColored = stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const bold = (text: string): string => (isColored ? styleText('bold', text, { validateStream: false }) : text);
  const paper = { width: widthOn(stdout, env['COLUMNS']), bold };
  return {
    json,
    isWatched: stderr.isTTY === true,
    result: (value, text) => write(stdout, json ? jsonOf(value, 2) : `${text()}\n`),
    raw: (text) => write(stdout, text),
    note: (text) => void stderr.write(`${text}\n`),
    table: (columns, rows, none) => (rows.length === 0 ? none : tableOn(columns, paper)(rows)),
    growing: (columns) => tableOn(columns, paper),
    facts: (facts) => factsOf(facts, paper.width),
    bold,
  };
};
