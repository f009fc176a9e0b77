/** Parked streams in words. */
import type { ParkedStream } from '../documents/operations.ts';
import type { Fact } from './facts.ts';
import type { Column } from './table.ts';

const triesOf = ({ tries, recoverable }: ParkedStream): string =>
  `${tries}${recoverable ? ', and again by itself' : ''}`;

export const parkedColumns: Column<ParkedStream>[] = [
  { head: 'stream', cell: ({ subject, stream }) => `${subject}\n${stream}\n`, whole: true },
  {
    head: 'waits for',
    cell: ({ consumer, from, through, failure }) => `${consumer}: ${failure} at #${from}, through #${through}`,
  },
  { head: 'tries', cell: triesOf, spare: true },
  { head: 'since', cell: ({ parkedAt }) => parkedAt, whole: true, spare: true },
];

export const parkedFacts = (parked: ParkedStream): Fact[] => [
  ['stream', `${parked.subject} ${parked.stream}`],
  ['waits for', parked.consumer],
  ['failure', `${parked.failure} at #${parked.from}`],
  ['through', `#${parked.through}`],
  ['tries', triesOf(parked)],
  ['since', parked.parkedAt],
  ['last tried', parked.lastTriedAt],
];
