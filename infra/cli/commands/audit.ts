/** `dixon audit`: the history, for compliance. */
import { InvalidArgumentError, type Command } from 'commander';
import type { Context } from '../context.ts';
import {
  causationTree,
  listDigests,
  openHistory,
  searchHistory,
  type Digest,
  type TreeNode,
} from '../documents/audit.ts';
import { everyPage } from '../output/every-page.ts';
import { printable } from '../output/text.ts';
import { actorOf, commitColumns, eventsOf, placeOf } from '../output/commits.ts';
import { acting, group, instant, leaf, type Run } from './command.ts';
import { bundleCommand } from './bundle.ts';
import { paged, showList, type PageOptions } from './pages.ts';

type Range = { from?: string; to?: string };
type SearchOptions = PageOptions &
  Range & { subject?: string; stream?: string; type?: string[]; actor?: string; correlation?: string };

const search = (context: Context, { limit, all, after, type, ...wanted }: SearchOptions): Promise<void> => {
  const { subject, stream, actor, correlation, from, to } = wanted;
  const filter = { subject, stream, types: type, actor, correlation, from, to };
  const page = async (variables: object) => {
    const { commits: items, nextToken } = await context.ask(searchHistory, { filter, ...variables });
    return { items, nextToken };
  };
  const list = { page, columns: commitColumns(subject), none: 'No commit fits.' };
  return showList(context, list, { limit, ...(all ? { all } : {}), ...(after ? { after } : {}) });
};

/** One commit, further right than what caused it. */
const branch = ({ commit, depth }: TreeNode): string =>
  [eventsOf(commit), `  ${commit.at}, ${actorOf(commit)}`, `  ${placeOf(commit)}`]
    .map((line) => `${'  '.repeat(depth)}${printable(line)}`)
    .join('\n');

const tree = async ({ ask, print }: Context, subject: string, correlation: string): Promise<void> => {
  const pages = everyPage((nextToken) => ask(causationTree, { subject, correlation, nextToken }));
  const nodes: TreeNode[] = [];
  for await (const page of pages) nodes.push(...page.nodes);
  await print.result({ subject, correlation, nodes }, () => nodes.map(branch).join('\n\n'));
};

type Place = { stream: string; number: number };
const place = (given: string): Place => {
  const match = /^(.+)#(\d{1,10})$/.exec(given);
  if (!match) throw new InvalidArgumentError('It must be the position of a commit: garage#2, session/<id>#7.');
  return { stream: match[1]!, number: Number(match[2]) };
};

const open = async (
  { change, print }: Context,
  subject: string,
  { stream, number }: Place,
  { reason }: { reason: string },
): Promise<void> => {
  const opened = await change(openHistory, { subject, stream, number, reason });
  await print.result(opened, () =>
    [
      print.facts([
        ['commit', `${subject} ${placeOf(opened.commit)}`],
        ['at', opened.commit.at],
        ['by', actorOf(opened.commit)],
        ['recorded', `that you opened it: ${opened.access}`],
      ]),
      ...opened.events.map(
        ({ type, version, data }) => `${print.bold(`${type}@${version}`)}\n${print.facts([[' ', data]])}`,
      ),
    ].join('\n\n'),
  );
};

const digests = (context: Context, { from, to, ...options }: PageOptions & Range): Promise<void> => {
  const page = (variables: object) => context.ask(listDigests, { from, to, ...variables });
  const columns = [
    { head: 'from', cell: (digest: Digest) => digest.from, whole: true },
    { head: 'to', cell: (digest: Digest) => digest.to, whole: true },
    { head: 'commits', cell: (digest: Digest) => digest.commits, right: true },
    { head: 'root', cell: (digest: Digest) => `${digest.root.slice(0, 16)}…`, whole: true },
  ];
  return showList(context, { page, columns, none: 'No digests.' }, options);
};

const ranged = (command: Command): Command =>
  command
    .option('--from <instant>', 'a day or an instant', instant())
    .option('--to <instant>', 'inclusive', instant('end'));

export const auditCommands = (program: Command, run: Run): void => {
  const audit = group(program, 'audit', 'the history, for compliance');
  const id = 'dixon audit';
  ranged(
    paged(
      leaf(audit, 'search', 'commits that fit everything that is given, newest first', [
        `${id} search --subject user-sam --type VinDecoded`,
        `${id} search --from 2026-11-20 --actor operator --all --json`,
      ]),
    )
      .option('--subject <subject>', 'whose: user-sam, anon-session-<uuid>')
      .option('--stream <stream>', 'with --subject: garage, session/<id>')
      .option('--type <types...>', 'of any of these event types')
      .option('--actor <actor>', 'an id, or person, operator, assistant, system')
      .option('--correlation <id>', 'of one turn or job'),
  ).action(acting(run, search));
  leaf(audit, 'tree <subject> <correlation>', 'everything that one turn or job did', [
    `${id} tree user-sam $CORRELATION`,
  ]).action(acting(run, tree));
  const opening = leaf(audit, 'open <subject>', 'opens the seal of a commit; that is recorded', [
    `${id} open user-sam 'garage#2' --reason "Complaint 4711, Nov 20"`,
  ]);
  opening
    .argument('<position>', 'stream and number', place)
    .requiredOption('--reason <text>', 'why, in 10 to 500 characters')
    .action(acting(run, open));
  bundleCommand(audit, run, `${id} bundle`);
  ranged(
    paged(
      leaf(audit, 'digests', 'the signed digests of the ledger, oldest first', [`${id} digests --from 2026-11-20`]),
    ),
  ).action(acting(run, digests));
};
