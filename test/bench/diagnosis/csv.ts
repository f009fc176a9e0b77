/** Rows of a CSV file (RFC 4180: quoted fields may hold commas, doubled quotes and line ends), by its heading. */
import { CasesMalformed } from './malformed.ts';

export type Row = { readonly line: number; readonly fields: Readonly<Record<string, string>> };

/** The second form takes nothing at all where need be, so that it always matches. */
const FIELD = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;

type Cells = { readonly line: number; readonly cells: string[] };

const recordsOf = (file: string, text: string): Cells[] => {
  const records: Cells[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const cells: string[] = [];
    const began = line;
    for (;;) {
      FIELD.lastIndex = at;
      const match = FIELD.exec(text)!;
      cells.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
      line += match[0].split('\n').length - 1;
      at = FIELD.lastIndex;
      if (text[at] !== ',') break;
      at += 1;
    }
    if (at < text.length && !/[\r\n]/.test(text[at]!))
      throw new CasesMalformed(file, line, 'a quote within a field, or one that does not end');
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    if (cells.length > 1 || cells[0] !== '') records.push({ line: began, cells });
  }
  return records;
};

/** @throws CasesMalformed for a broken quote or a row that is not as long as the heading */
export const csvRows = (file: string, text: string): Row[] => {
  const [heading, ...records] = recordsOf(file, text);
  if (!heading) throw new CasesMalformed(file, 1, 'the file is empty');
  return records.map(({ line, cells }) => {
    if (cells.length !== heading.cells.length)
      throw new CasesMalformed(file, line, `${cells.length} fields where the heading has ${heading.cells.length}`);
    return { line, fields: Object.fromEntries(heading.cells.map((name, index) => [name, cells[index]!])) };
  });
};
