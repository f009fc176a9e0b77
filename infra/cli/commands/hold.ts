/** `dixon hold`: while a hold stands, nothing that it covers is erased. */
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { listHolds, placeHold, releaseHold, type Hold } from '../documents/privacy.ts';
import { acting, group, leaf, type Run } from './command.ts';

const place = async (
  { change, print }: Context,
  userId: string,
  { session, reason }: { session?: string; reason: string },
): Promise<void> => {
  const hold = await change(placeHold, { userId, sessionId: session, reason });
  await print.result(hold, () =>
    print.facts([
      ['hold', hold.id],
      ['on', hold.sessionId ? `session ${hold.sessionId} of ${hold.userId}` : `everything of ${hold.userId}`],
      ['since', hold.placedAt],
    ]),
  );
};

const release = async (
  { change, print }: Context,
  holdId: string,
  { user: userId, reason }: { user: string; reason: string },
): Promise<void> => {
  const done = await change(releaseHold, { userId, holdId, reason });
  await print.result({ holdId, done }, () => 'Released: what waited for it goes on.');
};

const list = async ({ ask, print }: Context, userId: string): Promise<void> => {
  const items = await ask(listHolds, { userId });
  const columns = [
    { head: 'id', cell: ({ id }: Hold) => id, whole: true },
    { head: 'on session', cell: ({ sessionId }: Hold) => sessionId ?? 'everything', whole: true },
    { head: 'since', cell: ({ placedAt }: Hold) => placedAt.slice(0, 10), whole: true },
    { head: 'reason', cell: ({ reason }: Hold) => reason },
    { head: 'by', cell: ({ placedBy }: Hold) => placedBy },
  ];
  await print.result({ items, nextToken: null }, () => print.table(columns, items, 'No holds.'));
};

export const holdCommands = (program: Command, run: Run): void => {
  const hold = group(program, 'hold', 'legal holds, for compliance');
  leaf(hold, 'place <userId>', 'nothing of them, or of one session, is erased until it is released', [
    'dixon hold place user-sam --reason "Case 2026-17"',
    'dixon hold place user-sam --session $ID --reason "Case 2026-17"',
  ])
    .option('--session <sessionId>', 'of this session only')
    .requiredOption('--reason <text>', 'why')
    .action(acting(run, place));
  leaf(hold, 'release <holdId>', 'ends it', ['dixon hold release $HOLD --user user-sam --reason "Case closed"'])
    .requiredOption('--user <userId>', 'on whose data it stands')
    .requiredOption('--reason <text>', 'why')
    .action(acting(run, release));
  leaf(hold, 'list <userId>', 'those that stand on somebody’s data', ['dixon hold list user-sam']).action(
    acting(run, list),
  );
};
