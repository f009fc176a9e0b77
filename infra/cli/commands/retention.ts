/** `dixon retention`: what keeping things for so long would remove. */
import { Option, type Command } from 'commander';
import type { Context } from '../context.ts';
import { simulateRetention } from '../documents/privacy.ts';
import { counted } from '../output/text.ts';
import { acting, group, instant, leaf, type Run } from './command.ts';

const simulate = async ({ ask, print }: Context, { days, at }: { days: string; at?: string }): Promise<void> => {
  const forecast = await ask(simulateRetention, { days: Number(days), at });
  const { sessions, held, byAge, byKind, examples } = forecast;
  const count = { head: 'sessions', cell: (row: { sessions: number }) => row.sessions, right: true };
  await print.result(forecast, () =>
    [
      `At ${forecast.at}: ${counted(sessions, 'session')} older than that, of which ${held} stay under a hold.`,
      print.table(
        [{ head: 'days old', cell: (row: (typeof byAge)[number]) => `over ${row.olderThanDays}` }, count],
        byAge,
        '',
      ),
      print.table([{ head: 'of a', cell: (row: (typeof byKind)[number]) => row.kind }, count], byKind, ''),
      examples.join('\n'),
    ]
      .filter((text) => text !== '')
      .join('\n\n'),
  );
};

export const retentionCommands = (program: Command, run: Run): void => {
  const retention = group(program, 'retention', 'how long things are kept, for compliance');
  leaf(retention, 'simulate', 'what a retention would remove, were it everybody’s; nothing is removed', [
    'dixon retention simulate --days 30',
    'dixon retention simulate --days 90 --at 2027-01-01',
  ])
    .addOption(new Option('--days <days>', '-1: without end').choices(['30', '90', '-1']).makeOptionMandatory())
    .option('--at <instant>', 'a day or an instant; now where none is given', instant())
    .action(acting(run, simulate));
};
