/** `dixon sessions`: a driver's conversations. */
import { Option, type Command } from 'commander';
import {
  archiveSession,
  deleteSession,
  explainSession,
  getContext,
  getConversation,
  listSessions,
  renameSession,
  reopenSession,
  type Session,
} from '../documents/sessions.ts';
import type { Context } from '../context.ts';
import type { Document } from '../documents/document.ts';
import { exit } from '../exit.ts';
import { confirm } from '../output/confirm.ts';
import type { Column } from '../output/table.ts';
import { acting, group, instant, leaf, type Run } from './command.ts';
import { paged, showList, type PageOptions } from './pages.ts';

type ListOptions = PageOptions & { status?: string; search?: string };

const columns: Column<Session>[] = [
  { head: 'id', cell: ({ id }) => id, whole: true },
  { head: 'title', cell: ({ title }) => title },
  { head: 'messages', cell: ({ messageCount }) => messageCount, right: true },
  { head: 'last used', cell: ({ lastAccessed }) => lastAccessed.slice(0, 10), whole: true },
];

const list = (context: Context, { status, search, ...options }: ListOptions): Promise<void> => {
  const wanted = { search, status: status?.toUpperCase() };
  const page = (variables: object) => context.ask(listSessions, { ...wanted, ...variables });
  return showList(context, { page, columns, none: 'No sessions.' }, options);
};

const show = async ({ ask, print }: Context, sessionId: string, { asOf }: { asOf?: string }): Promise<void> => {
  const context = await ask(getContext, { sessionId, asOf });
  const conversation = await ask(getConversation, { sessionId });
  const messages = conversation.messages.filter(({ timestamp }) => asOf === undefined || timestamp <= asOf);
  const vehicle = context.vehicleContext?.basic;
  await print.result({ ...conversation, messages, context }, () =>
    [
      print.facts([
        ['session', conversation.id],
        ['begun', conversation.createdAt],
        ['level', context.diagnosticLevel],
        ['vehicle', vehicle && `${vehicle.year} ${vehicle.make} ${vehicle.model}`],
        ['found last', context.lastDiagnosis.map(({ name }) => name).join(', ')],
        ['files', context.fileCount || null],
      ]),
      ...messages.map(({ sender, message }) => print.facts([[sender === 'USER' ? 'driver' : 'dixon ', message]])),
    ].join('\n\n'),
  );
};

/** A change that answers with nothing but that it was done. */
const done =
  (change: Document<boolean>, said: string) =>
  async ({ change: send, print }: Context, variables: { sessionId: string }): Promise<void> => {
    const isDone = await send(change, variables);
    await print.result({ ...variables, done: isDone }, () => said);
  };

const remove = async (context: Context, sessionId: string, options: { yes?: boolean }): Promise<void> => {
  await confirm(context.world, 'This conversation will be erased.', 'delete', options);
  await done(deleteSession, 'Deleted. Its erasure runs on by itself: dixon requests list')(context, { sessionId });
};

const explain = async ({ ask, print }: Context, sessionId: string): Promise<number> => {
  const explained = await ask(explainSession, { sessionId });
  const { commits, matches, verified } = explained;
  await print.result(explained, () =>
    [
      print.table(
        [
          { head: 'position', cell: ({ position }) => `#${Number(position.split('#').at(-1))}`, whole: true },
          { head: 'at', cell: ({ at }) => at, whole: true },
          { head: 'events', cell: ({ events }) => events.join(', ') },
          { head: 'by', cell: ({ actor }) => actor },
        ],
        commits,
        'No commits.',
      ),
      matches ? 'The list shows what the commits say.' : 'The list does NOT show what the commits say.',
      verified ? 'The chain of the commits verifies.' : 'The chain of the commits does NOT verify.',
    ].join('\n\n'),
  );
  return matches && verified ? exit.good : exit.finding;
};

export const sessionsCommands = (program: Command, run: Run): void => {
  const sessions = group(program, 'sessions', 'your conversations');
  const id = 'dixon sessions';
  paged(leaf(sessions, 'list', 'newest activity first', [`${id} list --search brakes`, `${id} list --all --json`]))
    .addOption(new Option('--status <status>', 'only these').choices(['active', 'archived']))
    .option('--search <text>', 'in title, handle and first message')
    .action(acting(run, list));
  leaf(sessions, 'show <sessionId>', 'what was said', [`${id} show $ID`, `${id} show $ID --as-of 2026-11-21T09:30:00Z`])
    .option('--as-of <instant>', 'as it was then', instant('end'))
    .action(acting(run, show));
  leaf(sessions, 'rename <sessionId> <title>', 'gives it a name', [
    `${id} rename $ID "The squeal on Main Street"`,
  ]).action(
    acting(run, (context, sessionId: string, title: string) =>
      done(renameSession, 'Renamed.')(context, { sessionId, title } as { sessionId: string }),
    ),
  );
  leaf(sessions, 'archive <sessionId>', 'puts it away', [`${id} archive $ID`]).action(
    acting(run, (context, sessionId: string) => done(archiveSession, 'Archived.')(context, { sessionId })),
  );
  leaf(sessions, 'reopen <sessionId>', 'takes it out again', [`${id} reopen $ID`]).action(
    acting(run, (context, sessionId: string) => done(reopenSession, 'Open again.')(context, { sessionId })),
  );
  leaf(sessions, 'delete <sessionId>', 'erases it; asks before', [`${id} delete $ID`, `${id} delete $ID --yes`])
    .option('--yes', 'do not ask')
    .action(acting(run, remove));
  leaf(sessions, 'explain <sessionId>', 'the commits behind its row of the list', [`${id} explain $ID`]).action(
    acting(run, explain),
  );
};
