/** `dixon census`: what the history consists of. */
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { getCensus, type Census, type CensusRow } from '../documents/operations.ts';
import { exit } from '../exit.ts';
import { everyPage } from '../output/every-page.ts';
import { inSteps } from '../output/steps.ts';
import type { Column } from '../output/table.ts';
import { counted, number } from '../output/text.ts';
import { acting, leaf, type Run } from './command.ts';

const columns: Column<CensusRow>[] = [
  { head: 'stream', cell: ({ stream }) => stream, whole: true },
  {
    head: 'event',
    cell: ({ type, version, foldable }) => `${type}@${version}${foldable ? '' : ' (unknown)'}`,
    whole: true,
  },
  { head: 'count', cell: ({ count }) => number(count), right: true },
  { head: 'oldest', cell: ({ oldest }) => oldest.slice(0, 10), whole: true },
  { head: 'newest', cell: ({ newest }) => newest.slice(0, 10), whole: true },
];

/** The API counts on where it stopped, and each answer holds everything so far. */
const census = async ({ ask, print, world }: Context): Promise<number> => {
  let counts: Census = { commits: 0, rows: [], nextToken: null };
  const run = async (say: (words: string) => void): Promise<void> => {
    for await (const page of everyPage((nextToken) => ask(getCensus, { nextToken }))) {
      counts = page;
      say(counted(page.commits, 'commit'));
    }
  };
  await inSteps(world, [{ title: 'Counting', run }]);
  const { commits, rows } = counts;
  await print.result({ commits, rows }, () =>
    [`${counted(commits, 'commit')}.`, print.table(columns, rows, 'No events.')].join('\n\n'),
  );
  return rows.every(({ foldable }) => foldable) ? exit.good : exit.finding;
};

export const censusCommand = (program: Command, run: Run): void => {
  leaf(
    program,
    'census',
    'how many events of which type and version there are, for ops; ends with 1 where this release cannot fold one',
    ['dixon census', 'dixon census --json'],
  ).action(acting(run, census));
};
