/** Views and their rebuilds in words. */
import type { Rebuild, RowDifference } from '../documents/views.ts';
import { exit } from '../exit.ts';
import type { Printer } from './printer.ts';
import { number } from './text.ts';

const differenceColumns = [
  { head: 'difference', cell: ({ kind }: RowDifference) => kind, whole: true },
  { head: 'row', cell: ({ subject, id }: RowDifference) => `${subject}\n${id}\n`, whole: true },
  { head: 'fields', cell: ({ fields }: RowDifference) => fields.join(', ') },
];

const differencesIn = (print: Printer, { differences, differenceCount, compared }: Rebuild): string => {
  if (differenceCount === 0) return compared > 0 ? 'Every row is as the live one has it.' : '';
  const more = differenceCount > differences.length ? `\n\nThese are the first of ${number(differenceCount)}.` : '';
  return `${print.table(differenceColumns, differences, '')}${more}`;
};

/** What comes next, where it was built. */
const nextOf = ({ status, view, generation }: Rebuild): string =>
  status === 'BUILT' ? `Make it the live one: dixon views switch ${view} ${generation}` : '';

export const rebuildText = (print: Printer, rebuild: Rebuild): string =>
  [
    print.facts([
      ['view', `${rebuild.view}, generation ${rebuild.generation}`],
      ['status', rebuild.status],
      ['method', `${rebuild.method}, ${rebuild.segments} side by side`],
      ['begun', rebuild.startedAt],
      ['ended', rebuild.endedAt],
      ['commits', number(rebuild.commits)],
      ['rows', number(rebuild.rows)],
      ['compared', number(rebuild.compared)],
      ['differences', number(rebuild.differenceCount)],
      ['cannot fold', rebuild.refused.join(', ')],
      ['error', rebuild.error],
    ]),
    differencesIn(print, rebuild),
    nextOf(rebuild),
  ]
    .filter((text) => text !== '')
    .join('\n\n');

/** Rows that differ, and a rebuild that did not come to its end, are what scripts must hear of. */
export const codeOf = ({ status, differenceCount }: Rebuild): number =>
  differenceCount > 0 || status === 'REFUSED' || status === 'FAILED' ? exit.finding : exit.good;
