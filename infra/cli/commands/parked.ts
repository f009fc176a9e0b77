/** `dixon parked`: streams that wait for a consumer which failed on one of their commits. */
import { Argument, Option, type Command } from 'commander';
import type { Context } from '../context.ts';
import { getParked, listParked } from '../documents/operations.ts';
import { commitColumns } from '../output/commits.ts';
import { parkedColumns, parkedFacts } from '../output/parked.ts';
import { acting, group, leaf, wholeNumber, type Run } from './command.ts';
import { paged, showList, type PageOptions } from './pages.ts';
import { redrive } from './redrive.ts';

const CONSUMERS = ['views', 'publish'];

const list = (context: Context, { consumer, ...options }: PageOptions & { consumer?: string }): Promise<void> => {
  const page = (variables: object) => context.ask(listParked, { consumer, ...variables });
  return showList(context, { page, columns: parkedColumns, none: 'No stream is parked.' }, options);
};

const show = async ({ ask, print }: Context, consumer: string, subject: string, stream: string): Promise<void> => {
  const found = await ask(getParked, { consumer, subject, stream });
  await print.result(found, () =>
    [
      print.facts(parkedFacts(found.parked)),
      print.table(commitColumns(subject), found.waiting, 'No commit waits.'),
    ].join('\n\n'),
  );
};

export const parkedCommands = (program: Command, run: Run): void => {
  const parked = group(program, 'parked', 'streams that wait for a consumer which failed, for ops');
  const id = 'dixon parked';
  const ofConsumer = () => new Option('--consumer <consumer>', 'of this one alone').choices(CONSUMERS);
  paged(leaf(parked, 'list', 'oldest first', [`${id} list`, `${id} list --consumer views --all --json`]))
    .addOption(ofConsumer())
    .action(acting(run, list));
  leaf(parked, 'show', 'one of them, with what waits', [`${id} show views user-sam session/$ID`])
    .addArgument(new Argument('<consumer>').choices(CONSUMERS))
    .argument('<subject>')
    .argument('<stream>')
    .action(acting(run, show));
  leaf(parked, 'redrive', 'hands them to their consumer again; ends with 1 where one stays parked', [
    `${id} redrive views user-sam session/$ID`,
    `${id} redrive --oldest 25`,
    `${id} redrive --all --consumer publish`,
  ])
    .addArgument(new Argument('[consumer]').choices(CONSUMERS))
    .argument('[subject]')
    .argument('[stream]')
    .option('--all', 'every one that is parked now')
    .addOption(
      new Option('--oldest <n>', 'so many of the oldest, at most 100').argParser(wholeNumber(1, 100)).conflicts('all'),
    )
    .addOption(ofConsumer())
    .action(acting(run, redrive));
};
