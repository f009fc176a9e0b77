/** Commits of the ledger as rows. */
import type { Commit } from '../documents/audit.ts';
import type { Column } from './table.ts';

export const eventsOf = ({ events }: Commit): string => events.map(({ type }) => type).join(', ');

export const actorOf = ({ actor }: Commit): string => `${actor.kind} ${actor.id}`;

/** `session/<id>#7`, without the zeros that only sorting needs. */
export const placeOf = ({ stream, number }: Pick<Commit, 'stream' | 'number'>): string => `${stream}#${number}`;

/** Two or three lines each, so that no id is broken on a terminal of 80 columns. */
const linesOf = (...lines: (string | undefined)[]): string => lines.filter((line) => line !== undefined).join('\n');

/** @param subject of whom they all are, where that is known */
export const commitColumns = (subject?: string): Column<Commit>[] => [
  {
    head: 'when and where',
    cell: (commit) => linesOf(commit.at, subject === undefined ? commit.subject : undefined, placeOf(commit), ''),
    whole: true,
  },
  { head: 'what, and by whom', cell: (commit) => linesOf(eventsOf(commit), actorOf(commit)) },
  { head: 'turn or job', cell: ({ correlation }) => correlation, whole: true, spare: true },
];
