/** `dixon views`: the lists that are folded from the history. */
import { Argument, type Command } from 'commander';
import type { Context } from '../context.ts';
import type { Document } from '../documents/document.ts';
import {
  forecastRebuild,
  listViews,
  retireGeneration,
  rollBackView,
  switchView,
  type View,
} from '../documents/views.ts';
import { exit } from '../exit.ts';
import { number, size } from '../output/text.ts';
import { acting, group, leaf, wholeNumber, type Run } from './command.ts';
import { rebuild, status, type RebuildOptions } from './rebuild.ts';

const columns = [
  { head: 'view', cell: ({ name }: View) => name, whole: true },
  { head: 'live', cell: ({ live }: View) => live, right: true },
  { head: 'beside', cell: ({ beside }: View) => beside, right: true },
  { head: 'status', cell: ({ status: now }: View) => now, whole: true },
  { head: 'switched', cell: ({ switchedAt }: View) => switchedAt, whole: true },
];

const list = async ({ ask, print }: Context): Promise<void> => {
  const views = await ask(listViews);
  await print.result({ items: views, nextToken: null }, () => print.table(columns, views, 'No views.'));
};

const forecast = async (
  { ask, print }: Context,
  view: string,
  { refold, segments }: RebuildOptions,
): Promise<number> => {
  const found = await ask(forecastRebuild, { view, refold, segments });
  await print.result(found, () =>
    print.facts([
      ['view', found.view],
      ['method', `${found.method}, ${found.segments} side by side`],
      ['commits', `about ${number(found.commits)}, ${size(found.bytes)}`],
      ['rows', `about ${number(found.rows)}`],
      ['capacity', `${number(found.readUnits)} read, ${number(found.writeUnits)} write units`],
      ['minutes', number(found.minutes)],
      ['dollars', `${number(found.dollars)} (${found.prices})`],
      ['cannot fold', found.refused.join(', ')],
    ]),
  );
  return found.refused.length > 0 ? exit.finding : exit.good;
};

/** A change of a view, which is shown as it is then. */
const changed =
  (document: Document<View>) =>
  async ({ change, print }: Context, view: string, variables: object = {}): Promise<void> => {
    const now = await change(document, { view, ...variables });
    await print.result(now, () => print.table(columns, [now], ''));
  };

const building = (command: Command): Command =>
  command
    .option('--refold', 'from the first event, after a change of what is folded; else from the newest commits')
    .option('--segments <n>', 'so many parts side by side', wholeNumber(1, 64));

export const viewsCommands = (program: Command, run: Run): void => {
  const views = group(program, 'views', 'the lists that are folded from the history, for ops');
  const id = 'dixon views';
  const of = (name: string, description: string, examples = [`${id} ${name} sessions`]): Command =>
    leaf(views, name, description, examples).addArgument(new Argument('<view>').choices(['sessions', 'requests']));
  leaf(views, 'list', 'which there are, and their generations', [`${id} list`]).action(acting(run, list));
  building(of('forecast', 'what a rebuild would take')).action(acting(run, forecast));
  building(
    of('rebuild', 'builds it anew beside the live one', [
      `${id} rebuild sessions --wait`,
      `${id} rebuild requests --refold --segments 8`,
    ]),
  )
    .option('--wait', 'until it is built, and ends with 1 where rows differ')
    .action(acting(run, rebuild));
  of('status', 'how the newest rebuild stands', [`${id} status sessions`, `${id} status sessions --wait`])
    .option('--wait', 'until it has ended')
    .action(acting(run, status));
  of('switch', 'what was built becomes the live one', [`${id} switch sessions 2`])
    .argument('<generation>', 'that was built', wholeNumber(1))
    .action(
      acting(run, (context, view: string, generation: number) => changed(switchView)(context, view, { generation })),
    );
  of('rollback', 'the generation before is the live one again').action(
    acting(run, (context, view: string) => changed(rollBackView)(context, view)),
  );
  of('retire', 'removes the generation beside the live one').action(
    acting(run, (context, view: string) => changed(retireGeneration)(context, view)),
  );
};
